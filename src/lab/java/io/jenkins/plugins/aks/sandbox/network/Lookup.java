package io.jenkins.plugins.aks.sandbox.network;

/**
 * The answer to a question for a name.
 *
 * @param ip empty unless it was found
 */
public record Lookup(Outcome outcome, String ip) {

    /** How a question can end. */
    public enum Outcome {
        FOUND,
        NO_SUCH_NAME,
        /** The DNS proxy does not let the name through. */
        REFUSED,
        /** No answer came. */
        TIMED_OUT
    }

    static Lookup found(String ip) {
        return new Lookup(Outcome.FOUND, ip);
    }

    static Lookup failed(Outcome outcome) {
        return new Lookup(outcome, "");
    }

    boolean isFound() {
        return outcome == Outcome.FOUND;
    }
}
