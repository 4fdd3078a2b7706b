package io.jenkins.plugins.aks.supplychain;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.ImageGate;
import io.jenkins.plugins.aks.pipeline.Lists;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Verifies Notary Project signatures of images under a trust policy (W129-W134). */
public final class NotationVerifyStep extends ImagesStep {
    static final String STRICT = "strict";

    private Map<String, String> trustStores;
    private List<String> trustedIdentities;
    private String level;
    private Map<String, String> override;
    private String policy;
    private String policyFile;
    private boolean fail = true;

    @DataBoundConstructor
    public NotationVerifyStep() {
        // image or images is needed, and which one is checked with the others.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        Trust trust = trust();
        trust.check();
        return NotationVerify.of(parsed(), trust, signed(), fail);
    }

    private Trust trust() throws InvalidParameterException {
        Map<String, String> stores = trustStores == null ? Map.of() : trustStores;
        boolean parameters =
                trustedIdentities != null || override != null || !getLevel().equals(STRICT);
        int given = (policy == null ? 0 : 1) + (policyFile == null ? 0 : 1) + (parameters ? 1 : 0);
        if (given > 1) {
            throw new InvalidParameterException(
                    "policy",
                    "more than one policy",
                    "policy, or policyFile, or trustedIdentities with level and override",
                    "Leave the others out.");
        }
        if (policy != null || policyFile != null) {
            boolean isFile = policyFile != null;
            return new Trust(
                    new PolicySource(isFile ? "policyFile" : "policy", isFile ? policyFile : policy, isFile), stores);
        }
        return new Trust(
                PolicySource.of(
                        stores.keySet(),
                        getLevel(),
                        trustedIdentities == null ? List.of() : trustedIdentities,
                        override == null ? Map.of() : override),
                stores);
    }

    public Map<String, String> getTrustStores() {
        return trustStores;
    }

    @DataBoundSetter
    public void setTrustStores(Map<String, String> trustStores) {
        this.trustStores = Lists.texts(trustStores);
    }

    public List<String> getTrustedIdentities() {
        return trustedIdentities;
    }

    @DataBoundSetter
    public void setTrustedIdentities(List<String> trustedIdentities) {
        this.trustedIdentities = Lists.lines(trustedIdentities);
    }

    public String getLevel() {
        return level == null ? STRICT : level;
    }

    @DataBoundSetter
    public void setLevel(String level) {
        this.level = Util.fixEmptyAndTrim(level);
    }

    public Map<String, String> getOverride() {
        return override;
    }

    @DataBoundSetter
    public void setOverride(Map<String, String> override) {
        this.override = Lists.texts(override);
    }

    public String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    public String getPolicyFile() {
        return policyFile;
    }

    @DataBoundSetter
    public void setPolicyFile(String policyFile) {
        this.policyFile = Util.fixEmptyAndTrim(policyFile);
    }

    public boolean isFail() {
        return fail;
    }

    @DataBoundSetter
    public void setFail(boolean fail) {
        this.fail = fail;
    }

    /** What other steps verify images with. */
    @Extension
    public static final class Gate extends ImageGate {
        @Override
        protected Class<? extends AksStep> step() {
            return NotationVerifyStep.class;
        }

        @Override
        protected Set<String> forbidden() {
            return Set.of("image", "images", "fail");
        }
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("notationVerify", "Supply chain: verify the signatures of images");
        }

        @Override
        public String getDefaultTimeLimit() {
            return TIME_LIMIT;
        }
    }
}
