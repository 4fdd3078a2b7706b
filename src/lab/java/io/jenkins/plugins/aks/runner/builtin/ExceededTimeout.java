package io.jenkins.plugins.aks.runner.builtin;

import jenkins.model.CauseOfInterruption;

/** Why a body was stopped by {@code timeout}. */
final class ExceededTimeout extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    @Override
    public String getShortDescription() {
        return "Timeout has been exceeded";
    }
}
