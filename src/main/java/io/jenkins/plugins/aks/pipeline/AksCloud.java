package io.jenkins.plugins.aks.pipeline;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.aks.azure.Cloud;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cloud that an administrator adds: Azure Stack, a sovereign cloud, or the sandbox. Addresses are https URLs. */
public final class AksCloud extends AbstractDescribableImpl<AksCloud> {
    private final String name;
    private final String resourceManager;
    private final String authority;
    private String audience;
    private String caPem;
    private boolean custom = true;

    @DataBoundConstructor
    public AksCloud(String name, String resourceManager, String authority) {
        this.name = Util.fixNull(name).trim();
        this.resourceManager = address(resourceManager);
        this.authority = address(authority);
    }

    static List<Cloud> builtIn() {
        return Cloud.known();
    }

    Cloud toCloud() {
        return new Cloud(
                name,
                resourceManager,
                authority,
                audience == null ? resourceManager : audience,
                Util.fixNull(caPem),
                custom);
    }

    public String getName() {
        return name;
    }

    public String getResourceManager() {
        return resourceManager;
    }

    public String getAuthority() {
        return authority;
    }

    /** The resource that tokens for Resource Manager are asked for; null for its own address. */
    public String getAudience() {
        return audience;
    }

    @DataBoundSetter
    public void setAudience(String audience) {
        this.audience = Util.fixEmpty(address(audience));
    }

    /** Certificate authorities to trust beside those of Java, as PEM; null for none. */
    public String getCaPem() {
        return caPem;
    }

    @DataBoundSetter
    public void setCaPem(String caPem) {
        this.caPem = Util.fixEmptyAndTrim(caPem);
    }

    /** Whether the discovery endpoint of Entra does not know the authority, and must not be asked. */
    public boolean isCustom() {
        return custom;
    }

    @DataBoundSetter
    public void setCustom(boolean custom) {
        this.custom = custom;
    }

    private static String address(String text) {
        String trimmed = Util.fixNull(text).trim();
        return trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    }

    /** The form of a cloud. Nothing is contacted to check it. */
    @Extension
    @Symbol("aksCloud")
    public static final class DescriptorImpl extends Descriptor<AksCloud> {
        @Override
        public String getDisplayName() {
            return "Cloud";
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.required(value);
        }

        @POST
        public FormValidation doCheckResourceManager(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.https(value);
        }

        @POST
        public FormValidation doCheckAuthority(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.https(value);
        }

        @POST
        public FormValidation doCheckCaPem(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.certificates(value);
        }
    }
}
