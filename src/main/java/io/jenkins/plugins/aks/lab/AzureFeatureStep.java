package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.FeatureRegistration;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Registers a preview feature with the subscription, waits, and refreshes its provider (W135, W136). */
public final class AzureFeatureStep extends AksStep {
    /** The default of {@link #getNamespace}. */
    public static final String NAMESPACE = "Microsoft.ContainerService";

    private final String name;
    private String namespace;
    private boolean refresh;

    @DataBoundConstructor
    public AzureFeatureStep(String name) {
        this.name = name;
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new InvalidParameterException(
                    "name",
                    name,
                    "letters, digits, '.', '_' and '-'",
                    "az feature list --namespace " + getNamespace() + " lists the names.");
        }
        if (!getNamespace().matches("[A-Za-z0-9]+(\\.[A-Za-z0-9]+)+")) {
            throw new InvalidParameterException(
                    "namespace", namespace, "a resource provider such as " + NAMESPACE, "Correct it.");
        }
        return new FeatureRegistration<>(
                scope.subscription(), getNamespace(), name, refresh, AksSession.ACCESS, AksSession::log);
    }

    @Override
    protected String title() {
        return "azureFeature " + name;
    }

    public String getName() {
        return name;
    }

    /** The resource provider. */
    public String getNamespace() {
        return namespace == null ? NAMESPACE : namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    public boolean isRefresh() {
        return refresh;
    }

    @DataBoundSetter
    public void setRefresh(boolean refresh) {
        this.refresh = refresh;
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("azureFeature", "Azure: register a preview feature with the subscription");
        }
    }
}
