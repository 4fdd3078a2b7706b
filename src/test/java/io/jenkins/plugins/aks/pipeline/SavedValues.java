package io.jenkins.plugins.aks.pipeline;

import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;

/** Shows the tests of other packages how a step is saved. */
public final class SavedValues {
    private SavedValues() {}

    public static Map<String, Object> capture(Step step) {
        return StepArguments.capture(step);
    }

    public static <S extends Step> S restore(Class<S> type, Map<String, Object> arguments) {
        return StepArguments.restore(type, arguments);
    }
}
