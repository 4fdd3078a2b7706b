package io.jenkins.plugins.aks.sandbox.network;

/**
 * What one end wants of another.
 *
 * @param port of the destination itself, behind any service
 */
public record Traffic(Endpoint from, Endpoint to, Protocol protocol, int port) {

    /** The end to which policies of a side belong. */
    Endpoint subject(Side side) {
        return side == Side.EGRESS ? from : to;
    }

    /** The end that the rules of a side name. */
    Endpoint peer(Side side) {
        return side == Side.EGRESS ? to : from;
    }
}
