package io.jenkins.plugins.aks.pipeline;

import com.google.common.util.concurrent.FutureCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Ends steps. */
final class Outcome {
    private Outcome() {}

    /** What fails a step is what {@link StepContext} has from Guava's callback. */
    static void fail(StepContext context, Throwable cause) {
        FutureCallback<Object> callback = context;
        callback.onFailure(cause);
    }
}
