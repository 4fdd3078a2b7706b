package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.Map;

/**
 * Why an operation is being stopped.
 *
 * @param reason for a stop what the host says of its cause; for a time limit what was waited for
 * @param cause null for a time limit, and for a stop that goes on after a restart
 */
record Stop(Kind kind, String reason, Throwable cause) {

    enum Kind {
        REQUEST,
        TIME_LIMIT
    }

    static Stop requested(String reason, Throwable cause) {
        return new Stop(Kind.REQUEST, reason == null || reason.isBlank() ? "no reason was given" : reason, cause);
    }

    static Stop timeLimit(String waitingFor) {
        return new Stop(Kind.TIME_LIMIT, waitingFor, null);
    }

    String text() {
        return kind == Kind.REQUEST ? reason : "the time limit was reached while waiting for: " + reason;
    }

    /** What a further stop adds: the cause that a restart has lost, nothing else. */
    Stop and(Stop further) {
        return kind == Kind.REQUEST && cause == null && further.kind == Kind.REQUEST ? further : this;
    }

    /**
     * The one failure that the stop ends with: the cause itself where there is one, so that the build gets the result
     * the cause carries, with the state of the world as a suppressed exception.
     */
    Throwable failure(String name, String left, Duration elapsed, Duration timeLimit, Throwable abortTrouble) {
        Throwable failure;
        if (kind == Kind.TIME_LIMIT) {
            failure = new OperationException(
                    name + " was not finished within its time limit of " + Durations.format(timeLimit) + ": after "
                            + Durations.format(elapsed) + " it was still waiting for: " + reason + ". State: " + left
                            + ". Find out why it takes so long, or give the step a longer timeLimit.",
                    Map.of(
                            "operation", name,
                            "waitingFor", reason,
                            "elapsed", elapsed.toString(),
                            "timeLimit", timeLimit.toString(),
                            "left", left),
                    null);
        } else {
            OperationException state = new OperationException(
                    name + " was stopped (" + reason + "). State: " + left,
                    Map.of("operation", name, "left", left),
                    null);
            if (cause == null) {
                failure = state;
            } else {
                failure = cause;
                failure.addSuppressed(state);
            }
        }
        if (abortTrouble != null && abortTrouble != failure) {
            failure.addSuppressed(abortTrouble);
        }
        return failure;
    }
}
