package io.jenkins.plugins.aks.check;

import java.time.Duration;

/**
 * What a probe has seen.
 *
 * @param outcome the kind of answer
 * @param said what the program said, or the HTTP status, or why nothing was tried; one line
 * @param where the pod and the container, or what else the probe started from
 * @param address the address that was tried after the name was not found; empty where none was
 * @param byAddress what was seen there; null where nothing was tried
 */
public record Seen(Outcome outcome, String said, Duration took, String where, String address, Outcome byAddress) {

    /** The kinds of answer that a probe can get. */
    public enum Outcome {
        /** The connection opened, the request was answered, or the name was found. */
        OPEN,
        /** The other side, or a device between, refuses: something let the packet through. */
        REFUSED,
        /** Nothing came back. */
        TIMED_OUT,
        /** The name has no address, or nobody answers for it. */
        NO_NAME,
        /** The target is offered to others than where the probe starts; nothing had to be sent to know it. */
        NOT_EXPOSED,
        /** An answer that another than the target may have given, such as HTTP 403. */
        UNCLEAR,
        /** The probe itself could not run. */
        NOT_PROBED
    }

    public static Seen of(Outcome outcome, String said, Duration took, String where) {
        return new Seen(outcome, said, took, where, "", null);
    }

    /** With what was seen at the address behind a name that was not found. */
    public Seen and(String triedAddress, Outcome outcomeThere) {
        return new Seen(outcome, said, took, where, triedAddress, outcomeThere);
    }

    boolean isAlike(Seen other) {
        return outcome == other.outcome && byAddress == other.byAddress;
    }
}
