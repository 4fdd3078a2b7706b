package io.jenkins.plugins.aks.sandbox.network;

/** Hears of all traffic that policies were asked about. */
public interface FlowListener {
    FlowListener NONE = new FlowListener() {};

    default void decided(Traffic traffic, Decision decision) {}

    /** The DNS proxy did not let a question through. */
    default void refusedName(Traffic traffic, String name) {}
}
