package io.jenkins.plugins.aks.sandbox.network;

/**
 * What became of a connection.
 *
 * @param http what answers HTTP requests on it, where it is open
 */
public record Connection(Outcome outcome, HttpAnswer http) {

    /** How an attempt to connect can end. */
    public enum Outcome {
        OPEN,
        REFUSED,
        /** It opened, and was closed as soon as the client sent something. */
        RESET,
        /** Nothing came back. */
        TIMED_OUT
    }

    static Connection open(HttpAnswer http) {
        return new Connection(Outcome.OPEN, http);
    }

    static Connection failed(Outcome outcome) {
        return new Connection(outcome, HttpAnswer.NOT_HTTP);
    }

    boolean isOpen() {
        return outcome == Outcome.OPEN;
    }
}
