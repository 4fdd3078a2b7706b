package io.jenkins.plugins.aks.sandbox.network;

/** Hears of all traffic that policies were asked about. */
@FunctionalInterface
public interface FlowListener {
    FlowListener NONE = (traffic, decision) -> {};

    void decided(Traffic traffic, Decision decision);
}
