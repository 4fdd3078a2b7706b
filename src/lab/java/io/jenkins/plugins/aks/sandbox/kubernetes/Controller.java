package io.jenkins.plugins.aks.sandbox.kubernetes;

/** Moves the cluster one step towards what its objects ask for. Called again until nothing changes any more. */
interface Controller {
    void reconcile();
}
