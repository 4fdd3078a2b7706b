package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import io.jenkins.standin.Lab;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

public abstract class StepDescriptor extends Descriptor<Step> {
    public abstract Set<? extends Class<?>> getRequiredContext();

    public Set<? extends Class<?>> getProvidedContext() {
        return Set.of();
    }

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        return false;
    }

    public boolean isAdvanced() {
        return false;
    }

    public boolean isMetaStep() {
        return false;
    }

    public String argumentsToString(Map<String, Object> namedArgs) {
        return null;
    }

    public Step newInstance(Map<String, Object> arguments) throws Exception {
        return Lab.binder().bind(clazz, arguments);
    }

    public final void checkContextAvailability(StepContext context)
            throws MissingContextVariableException, IOException, InterruptedException {
        for (Class<?> type : getRequiredContext()) {
            if (context.get(type) == null) {
                throw new MissingContextVariableException(type);
            }
        }
    }

    public static ExtensionList<StepDescriptor> all() {
        return ExtensionList.lookup(StepDescriptor.class);
    }

    public static StepDescriptor byFunctionName(String name) {
        return all().stream()
                .filter(d -> d.getFunctionName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
