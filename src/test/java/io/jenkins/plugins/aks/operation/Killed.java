package io.jenkins.plugins.aks.operation;

/** The process has ended at this point: nothing that runs on has any effect. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
