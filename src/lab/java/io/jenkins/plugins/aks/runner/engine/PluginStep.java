package io.jenkins.plugins.aks.runner.engine;

import io.jenkins.plugins.aks.runner.model.Binder;
import io.jenkins.plugins.aks.runner.model.Signature;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step of a plugin, found by its descriptor and made by reflection: the runner has no code for any of them. */
final class PluginStep implements StepDefinition {

    private final StepDescriptor descriptor;
    private final Signature signature;

    PluginStep(StepDescriptor descriptor, Binder binder) {
        this.descriptor = descriptor;
        this.signature = new Signature(
                descriptor.getFunctionName(),
                binder.parameters(descriptor.clazz),
                descriptor.takesImplicitBlockArgument());
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public Set<? extends Class<?>> requiredContext() {
        return descriptor.getRequiredContext();
    }

    @Override
    public boolean recorded() {
        return !signature.takesBlock();
    }

    @Override
    public StepExecution execution(Map<String, Object> arguments, LabContext context) throws Exception {
        descriptor.checkContextAvailability(context);
        Step step = descriptor.newInstance(arguments);
        return step.start(context);
    }
}
