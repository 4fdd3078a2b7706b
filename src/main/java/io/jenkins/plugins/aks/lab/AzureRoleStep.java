package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.Principal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Makes sure that a principal has a role at a scope, or has it not (W008, W109, W162). */
public final class AzureRoleStep extends AksStep {
    static final String PRESENT = "present";

    private final String role;
    private String principal;
    private String principalType;
    private String scope;
    private String state;
    private boolean noWait;

    @DataBoundConstructor
    public AzureRoleStep(String role) {
        this.role = Util.fixEmptyAndTrim(role);
    }

    @Override
    protected Operation<AksSession> operation(AksScope where) throws OperationException {
        return AzureRole.of(where, role, getPrincipal(), principalType, scope, getState(), !noWait);
    }

    @Override
    protected String title() {
        return "azureRole " + role;
    }

    public String getRole() {
        return role;
    }

    public String getPrincipal() {
        return principal == null ? Principal.ME : principal;
    }

    @DataBoundSetter
    public void setPrincipal(String principal) {
        this.principal = Util.fixEmptyAndTrim(principal);
    }

    public String getPrincipalType() {
        return principalType;
    }

    @DataBoundSetter
    public void setPrincipalType(String principalType) {
        this.principalType = Util.fixEmptyAndTrim(principalType);
    }

    public String getScope() {
        return scope;
    }

    @DataBoundSetter
    public void setScope(String scope) {
        this.scope = Util.fixEmptyAndTrim(scope);
    }

    public String getState() {
        return state == null ? PRESENT : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    public boolean isNoWait() {
        return noWait;
    }

    @DataBoundSetter
    public void setNoWait(boolean noWait) {
        this.noWait = noWait;
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("azureRole", "Azure: give a role to a principal, or take it away");
        }
    }
}
