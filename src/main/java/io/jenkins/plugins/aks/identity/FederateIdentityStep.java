package io.jenkins.plugins.aks.identity;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Lets service accounts of a cluster act as a managed identity (W104-W109). */
public final class FederateIdentityStep extends AksStep {
    static final String PRESENT = "present";

    private final String identity;
    private List<String> serviceAccounts = new ArrayList<>();
    private String location;
    private String role;
    private String scope;
    private String audience;
    private String state;

    @DataBoundConstructor
    public FederateIdentityStep(String identity) {
        this.identity = Util.fixEmptyAndTrim(identity);
    }

    @Override
    protected Operation<AksSession> operation(AksScope where) throws OperationException {
        FederationSpec spec = FederationSpec.of(
                where,
                identity,
                serviceAccounts,
                location == null ? where.location().orElse("") : location,
                role,
                scope,
                getAudience());
        return FederationSpec.isPresent(getState()) ? FederateIdentity.of(spec) : EndFederation.of(spec);
    }

    @Override
    protected String title() {
        return "federateIdentity " + identity;
    }

    public String getIdentity() {
        return identity;
    }

    public List<String> getServiceAccounts() {
        return serviceAccounts;
    }

    @DataBoundSetter
    public void setServiceAccounts(List<String> serviceAccounts) {
        this.serviceAccounts = serviceAccounts == null ? new ArrayList<>() : new ArrayList<>(serviceAccounts);
    }

    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(String location) {
        this.location = Util.fixEmptyAndTrim(location);
    }

    public String getRole() {
        return role;
    }

    @DataBoundSetter
    public void setRole(String role) {
        this.role = Util.fixEmptyAndTrim(role);
    }

    public String getScope() {
        return scope;
    }

    @DataBoundSetter
    public void setScope(String scope) {
        this.scope = Util.fixEmptyAndTrim(scope);
    }

    public String getAudience() {
        return audience == null ? ClusterIdentity.AUDIENCE : audience;
    }

    @DataBoundSetter
    public void setAudience(String audience) {
        this.audience = Util.fixEmptyAndTrim(audience);
    }

    public String getState() {
        return state == null ? PRESENT : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("federateIdentity", "AKS: let service accounts act as a managed identity");
        }
    }
}
