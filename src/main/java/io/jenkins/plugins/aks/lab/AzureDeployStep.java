package io.jenkins.plugins.aks.lab;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Deploys an ARM template to a resource group (W005-W008), and returns its outputs (W015). */
public final class AzureDeployStep extends AksStep {
    static final String INCREMENTAL = "Incremental";

    private String file;
    private String template;
    private String builtin;
    private String name;
    private Map<String, Object> parameters = new TreeMap<>();
    private String parametersFile;
    private Map<String, String> secureParameters = new TreeMap<>();
    private String mode;
    private boolean force;

    @DataBoundConstructor
    public AzureDeployStep() {}

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        TemplateSource source = TemplateSource.of(file, template, builtin);
        if (parametersFile != null) {
            TemplateText.checkName("parametersFile", parametersFile);
        }
        return new AzureDeploy(new DeploySpec(
                scope.groupId(),
                DeploySpec.checkedName(name == null ? source.defaultName() : name),
                scope.key(),
                source,
                parameters,
                parametersFile,
                secureParameters,
                DeploySpec.isComplete(getMode()),
                force));
    }

    @Override
    protected String title() {
        return "azureDeploy " + (name != null ? name : file != null ? file : builtin != null ? builtin : "template");
    }

    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    public String getTemplate() {
        return template;
    }

    @DataBoundSetter
    public void setTemplate(String template) {
        this.template = Util.fixEmptyAndTrim(template);
    }

    public String getBuiltin() {
        return builtin;
    }

    @DataBoundSetter
    public void setBuiltin(String builtin) {
        this.builtin = Util.fixEmptyAndTrim(builtin);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    @DataBoundSetter
    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters == null ? new TreeMap<>() : new TreeMap<>(parameters);
    }

    public String getParametersFile() {
        return parametersFile;
    }

    @DataBoundSetter
    public void setParametersFile(String parametersFile) {
        this.parametersFile = Util.fixEmptyAndTrim(parametersFile);
    }

    public Map<String, String> getSecureParameters() {
        return secureParameters;
    }

    @DataBoundSetter
    public void setSecureParameters(Map<String, String> secureParameters) {
        this.secureParameters = secureParameters == null ? new TreeMap<>() : new TreeMap<>(secureParameters);
    }

    public String getMode() {
        return mode == null ? INCREMENTAL : mode;
    }

    @DataBoundSetter
    public void setMode(String mode) {
        this.mode = Util.fixEmptyAndTrim(mode);
    }

    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("azureDeploy", "Azure: deploy an ARM template to a resource group");
        }
    }
}
