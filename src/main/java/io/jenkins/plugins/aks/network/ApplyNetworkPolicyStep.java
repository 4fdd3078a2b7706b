package io.jenkins.plugins.aks.network;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.BuiltinManifests;
import io.jenkins.plugins.aks.pipeline.Lists;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Applies network policies and waits until they are in force, or deletes them (W024-W027, W031-W037, W044-W046, W051). */
public final class ApplyNetworkPolicyStep extends AksStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "10m";

    private static final BuiltinManifests BUILTIN =
            new BuiltinManifests(ApplyNetworkPolicyStep.class, "store", "store-fqdn", "store-chaos", "store-front");
    private static final String NAMESPACE = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private List<String> files;
    private String yaml;
    private List<String> urls;
    private String builtin;
    private String namespace;
    private boolean prune;
    private String delete;
    private boolean force;

    @DataBoundConstructor
    public ApplyNetworkPolicyStep() {
        // One of files, yaml, urls, builtin and delete is needed, and which one is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String where = Util.fixNull(namespace);
        if (!where.isEmpty() && !where.matches(NAMESPACE)) {
            throw new InvalidParameterException(
                    "namespace",
                    namespace,
                    "the name of a namespace: 1 to 63 lower-case letters, digits and hyphens",
                    "Correct the name.");
        }
        if (delete != null) {
            requireNothingElse();
            return new DeleteNetworkPolicies(scope.clusterId(), where, delete);
        }
        ManifestSource source = new ManifestSource(
                files == null ? List.of() : files,
                Util.fixNull(yaml),
                urls == null ? List.of() : urls,
                Util.fixNull(builtin),
                Map.of(),
                BUILTIN);
        source.check();
        return new ApplyNetworkPolicy(scope.clusterId(), source, new PolicyOptions(where, prune, force));
    }

    private void requireNothingElse() throws InvalidParameterException {
        if (files != null || yaml != null || urls != null || builtin != null || prune) {
            throw new InvalidParameterException(
                    "delete",
                    delete,
                    "delete alone, with namespace",
                    "Leave out files, yaml, urls, builtin and prune, or delete in a step of its own.");
        }
    }

    @Override
    protected String title() {
        return "applyNetworkPolicy" + (delete != null ? " delete " + delete : builtin == null ? "" : " " + builtin);
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public List<String> getFiles() {
        return files;
    }

    @DataBoundSetter
    public void setFiles(List<String> files) {
        this.files = Lists.split(files);
    }

    public String getYaml() {
        return yaml;
    }

    @DataBoundSetter
    public void setYaml(String yaml) {
        this.yaml = Util.fixEmptyAndTrim(yaml);
    }

    public List<String> getUrls() {
        return urls;
    }

    @DataBoundSetter
    public void setUrls(List<String> urls) {
        this.urls = Lists.split(urls);
    }

    public String getBuiltin() {
        return builtin;
    }

    @DataBoundSetter
    public void setBuiltin(String builtin) {
        this.builtin = Util.fixEmptyAndTrim(builtin);
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
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

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
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
