package io.jenkins.plugins.aks.pipeline;

import hudson.AbortException;
import io.jenkins.plugins.aks.operation.OperationException;

/** Failures as the Pipeline sees them. */
final class Failures {
    private Failures() {}

    /** What the message explains ends the build without a stack trace; a defect keeps its own. */
    static Throwable forPipeline(Throwable cause) {
        return cause instanceof OperationException explained ? abort(explained) : cause;
    }

    static AbortException abort(OperationException cause) {
        AbortException failure = new AbortException(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }
}
