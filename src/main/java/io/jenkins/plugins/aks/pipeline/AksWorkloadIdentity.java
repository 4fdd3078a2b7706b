package io.jenkins.plugins.aks.pipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The workload identity of a controller that runs in a cluster: Entra exchanges the token in a file for one of its own.
 * It has no secret, and any job may name it as {@code credentialsId}, like a global credential.
 */
public final class AksWorkloadIdentity extends AbstractDescribableImpl<AksWorkloadIdentity> {
    private final String id;
    private final String tenant;
    private final String clientId;
    private String subscription;
    private String tokenFile;

    @DataBoundConstructor
    public AksWorkloadIdentity(String id, String tenant, String clientId) {
        this.id = Util.fixNull(id).trim();
        this.tenant = Util.fixNull(tenant).trim();
        this.clientId = Util.fixNull(clientId).trim();
    }

    String describe() {
        return id + " (workload identity)";
    }

    public String getId() {
        return id;
    }

    public String getTenant() {
        return tenant;
    }

    public String getClientId() {
        return clientId;
    }

    /** The subscription of steps that name none; null for none. */
    public String getSubscription() {
        return subscription;
    }

    @DataBoundSetter
    public void setSubscription(String subscription) {
        this.subscription = Util.fixEmptyAndTrim(subscription);
    }

    /** A path on the controller; null for that in the environment variable {@code AZURE_FEDERATED_TOKEN_FILE}. */
    public String getTokenFile() {
        return tokenFile;
    }

    @DataBoundSetter
    public void setTokenFile(String tokenFile) {
        this.tokenFile = Util.fixEmptyAndTrim(tokenFile);
    }

    /** The form of a workload identity. */
    @Extension
    @Symbol("aksWorkloadIdentity")
    public static final class DescriptorImpl extends Descriptor<AksWorkloadIdentity> {
        @Override
        public String getDisplayName() {
            return "Workload identity";
        }

        @POST
        public FormValidation doCheckId(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.required(value);
        }

        @POST
        public FormValidation doCheckTenant(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.required(value);
        }

        @POST
        public FormValidation doCheckClientId(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.required(value);
        }
    }
}
