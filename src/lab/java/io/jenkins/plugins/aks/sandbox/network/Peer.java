package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is behind a host name and a port.
 *
 * @param from the address that the connection comes from
 * @param pod where it led to; empty where that is no pod
 */
public record Peer(Outcome outcome, String from, Optional<ObjectNode> pod) {

    /** How an attempt to connect can end. */
    public enum Outcome {
        OPEN,
        UNKNOWN_HOST,
        REFUSED,
        /** It opened, and was closed before anything came. */
        RESET,
        TIMED_OUT
    }
}
