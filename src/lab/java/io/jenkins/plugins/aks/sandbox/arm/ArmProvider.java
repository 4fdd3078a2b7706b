package io.jenkins.plugins.aks.sandbox.arm;

/** A simulated resource provider; found by {@link java.util.ServiceLoader}, with a public constructor. */
public interface ArmProvider {

    /** Adds routes and the completions of its operations; called once, before the first request. */
    void install(ArmContext arm);
}
