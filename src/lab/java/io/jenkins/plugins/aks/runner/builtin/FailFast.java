package io.jenkins.plugins.aks.runner.builtin;

import jenkins.model.CauseOfInterruption;

/** Why a branch was stopped because another one failed. */
final class FailFast extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String branch;

    FailFast(String branch) {
        this.branch = branch;
    }

    @Override
    public String getShortDescription() {
        return "Failed in branch " + branch;
    }
}
