package io.jenkins.plugins.aks.runner.engine;

import jenkins.model.CauseOfInterruption;

/** Why the whole run was stopped. */
final class Aborted extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Aborted(String reason) {
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return reason;
    }
}
