package io.jenkins.plugins.aks.identity;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.check.OnFailure;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.CheckStep;
import io.jenkins.plugins.aks.pipeline.Lists;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads a secret from a pod of a service account, and names the link that is broken where that fails (W110-W114). */
public final class CheckWorkloadIdentityStep extends CheckStep {
    static final String IMAGE = "ghcr.io/azure/azure-workload-identity/msal-go:latest";

    private final String serviceAccount;
    private String vault;
    private String secret;
    private String image;
    private Map<String, String> labels = new TreeMap<>();
    private String accessWait;

    @DataBoundConstructor
    public CheckWorkloadIdentityStep(String serviceAccount) {
        this.serviceAccount = Util.fixEmptyAndTrim(serviceAccount);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        return new CheckWorkloadIdentity(
                IdentityCheckSpec.of(scope, serviceAccount, vault, secret, getImage(), labels, getAccessWait()),
                new CheckEnd(OnFailure.parse(getOnFailure()), Util.fixNull(getJunit())));
    }

    @Override
    protected String title() {
        return "checkWorkloadIdentity " + serviceAccount;
    }

    public String getServiceAccount() {
        return serviceAccount;
    }

    public String getVault() {
        return vault;
    }

    @DataBoundSetter
    public void setVault(String vault) {
        this.vault = Util.fixEmptyAndTrim(vault);
    }

    public String getSecret() {
        return secret;
    }

    @DataBoundSetter
    public void setSecret(String secret) {
        this.secret = Util.fixEmptyAndTrim(secret);
    }

    public String getImage() {
        return image == null ? IMAGE : image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    @DataBoundSetter
    public void setLabels(Map<String, String> labels) {
        this.labels = Lists.sortedTexts(labels);
    }

    public String getAccessWait() {
        return accessWait == null ? VaultAccess.WAIT : accessWait;
    }

    @DataBoundSetter
    public void setAccessWait(String accessWait) {
        this.accessWait = Util.fixEmptyAndTrim(accessWait);
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("checkWorkloadIdentity", "AKS: check that a service account reads a secret");
        }
    }
}
