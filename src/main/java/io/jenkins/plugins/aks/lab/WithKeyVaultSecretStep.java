package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import hudson.console.ConsoleLogFilter;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksBlockStep;
import io.jenkins.plugins.aks.pipeline.AksContext;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reads a secret of a key vault as a variable of a block, in which the log does not show it. */
public final class WithKeyVaultSecretStep extends AksBlockStep {
    private final String name;
    private String vault;
    private String variable;
    private String version;
    private String accessWait;

    @DataBoundConstructor
    public WithKeyVaultSecretStep(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (variable == null || !variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new InvalidParameterException(
                    "variable",
                    variable,
                    "the name of an environment variable: letters, digits and underscores",
                    "E.g. withKeyVaultSecret(name: 'database', vault: 'demo', variable: 'PASSWORD') { }.");
        }
        if (version != null && !version.matches("[0-9a-fA-F]{32}")) {
            throw new InvalidParameterException(
                    "version", version, "32 hexadecimal digits", "Leave it out for the latest version.");
        }
        return new ReadSecret(VaultTarget.of(scope, vault, name, getAccessWait()), version == null ? "" : version);
    }

    @Override
    protected Operation<AksSession> after(AksScope scope) {
        return (session, journal) -> Turn.done(Map.of());
    }

    @Override
    protected Map<String, String> bodySecrets(Map<String, Object> result) {
        return Map.of(variable, String.valueOf(result.get(ReadSecret.SEALED)));
    }

    @Override
    protected String title() {
        return "withKeyVaultSecret " + name;
    }

    public String getName() {
        return name;
    }

    public String getVault() {
        return vault;
    }

    @DataBoundSetter
    public void setVault(String vault) {
        this.vault = Util.fixEmptyAndTrim(vault);
    }

    public String getVariable() {
        return variable;
    }

    @DataBoundSetter
    public void setVariable(String variable) {
        this.variable = Util.fixEmptyAndTrim(variable);
    }

    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
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
            super("withKeyVaultSecret", "Key vault: a secret as a masked variable of a block");
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(AksContext.class, EnvironmentExpander.class, ConsoleLogFilter.class);
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
