package io.jenkins.plugins.aks.sandbox.arm;

import io.jenkins.plugins.aks.sandbox.WebResponse;

/** Answers the requests of one {@link Route}; may throw {@link ArmRefusal}. Runs alone, in the store's transaction. */
@FunctionalInterface
public interface ArmHandler {
    WebResponse answer(ArmCall call);
}
