package io.jenkins.plugins.aks.pipeline;

import hudson.AbortException;
import io.jenkins.plugins.aks.operation.OperationException;

/** Failures as the Pipeline sees them. */
final class Failures {
    private Failures() {}

    /** What the message explains ends the build without a stack trace; a defect keeps its own. */
    static Throwable forPipeline(Throwable cause) {
        if (cause instanceof OperationException) {
            AbortException failure = new AbortException(cause.getMessage());
            failure.initCause(cause);
            return failure;
        }
        return cause;
    }
}
