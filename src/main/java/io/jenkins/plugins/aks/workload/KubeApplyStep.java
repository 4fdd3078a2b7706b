package io.jenkins.plugins.aks.workload;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.BuiltinManifests;
import io.jenkins.plugins.aks.pipeline.Lists;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import io.jenkins.plugins.aks.pipeline.ManifestsStep;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Applies manifests to a cluster and waits until their objects are ready (W018, W019, W021). */
public final class KubeApplyStep extends ManifestsStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    private static final BuiltinManifests BUILTIN = new BuiltinManifests(KubeApplyStep.class, "store");

    /** The value of a label. */
    private static final String SET = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";

    private Map<String, String> images;
    private boolean dryRun;
    private boolean await = true;
    private Map<String, Object> verify;
    private String prune;

    @DataBoundConstructor
    public KubeApplyStep() {
        // One of files, yaml, urls and builtin is needed, and which one is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        ManifestSource source = source(images == null ? Map.of() : images, BUILTIN);
        String namespace = checkedNamespace();
        if (prune != null && !prune.matches(SET)) {
            throw new InvalidParameterException(
                    "prune",
                    prune,
                    "a name for the set: 1 to 63 letters, digits, '-', '_' and '.', a letter or digit at both ends",
                    "Choose a name that no other set in the cluster has.");
        }
        Optional<VerifiedImages> verified = Optional.ofNullable(verify).map(all -> new VerifiedImages(all, scope));
        if (verified.isPresent()) {
            verified.get().check();
        }
        return new KubeApply(
                scope.kubernetesId(),
                source,
                new ApplyOptions(namespace, isForce(), dryRun, await, Util.fixNull(prune)),
                verified);
    }

    @Override
    protected String title() {
        return "kubeApply" + (getBuiltin() == null ? "" : " " + getBuiltin());
    }

    @Override
    protected String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public Map<String, String> getImages() {
        return images;
    }

    @DataBoundSetter
    public void setImages(Map<String, String> images) {
        this.images = Lists.texts(images);
    }

    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public boolean isAwait() {
        return await;
    }

    @DataBoundSetter
    public void setAwait(boolean await) {
        this.await = await;
    }

    public Map<String, Object> getVerify() {
        return verify;
    }

    @DataBoundSetter
    public void setVerify(Map<String, Object> verify) {
        this.verify = verify == null || verify.isEmpty() ? null : new TreeMap<>(verify);
    }

    public String getPrune() {
        return prune;
    }

    @DataBoundSetter
    public void setPrune(String prune) {
        this.prune = Util.fixEmptyAndTrim(prune);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("kubeApply", "Kubernetes: apply manifests and wait until they are ready");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
