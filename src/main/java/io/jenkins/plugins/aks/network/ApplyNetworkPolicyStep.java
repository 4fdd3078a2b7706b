package io.jenkins.plugins.aks.network;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.BuiltinManifests;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import io.jenkins.plugins.aks.pipeline.ManifestsStep;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Applies network policies and waits until they are in force, or deletes them (W024-W027, W031-W037, W044-W046, W051). */
public final class ApplyNetworkPolicyStep extends ManifestsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "10m";

    private static final BuiltinManifests BUILTIN =
            new BuiltinManifests(ApplyNetworkPolicyStep.class, "store", "store-fqdn", "store-chaos", "store-front");

    private boolean prune;
    private String delete;

    @DataBoundConstructor
    public ApplyNetworkPolicyStep() {
        // One of files, yaml, urls, builtin and delete is needed, and which one is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String where = checkedNamespace();
        if (delete != null) {
            requireNothingElse();
            return new DeleteNetworkPolicies(scope.clusterId(), where, delete);
        }
        ManifestSource source = source(Map.of(), BUILTIN);
        return new ApplyNetworkPolicy(scope.clusterId(), source, new PolicyOptions(where, prune, isForce()));
    }

    private void requireNothingElse() throws InvalidParameterException {
        if (hasSource() || prune) {
            throw new InvalidParameterException(
                    "delete",
                    delete,
                    "delete alone, with namespace",
                    "Leave out files, yaml, urls, builtin and prune, or delete in a step of its own.");
        }
    }

    @Override
    protected String title() {
        return "applyNetworkPolicy"
                + (delete != null ? " delete " + delete : getBuiltin() == null ? "" : " " + getBuiltin());
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public boolean isPrune() {
        return prune;
    }

    @DataBoundSetter
    public void setPrune(boolean prune) {
        this.prune = prune;
    }

    public String getDelete() {
        return delete;
    }

    @DataBoundSetter
    public void setDelete(String delete) {
        this.delete = Util.fixEmptyAndTrim(delete);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("applyNetworkPolicy", "Kubernetes: apply network policies and wait until they are in force");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
