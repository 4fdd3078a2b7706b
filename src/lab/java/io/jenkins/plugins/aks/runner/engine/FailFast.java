package io.jenkins.plugins.aks.runner.engine;

import jenkins.model.CauseOfInterruption;

/** Why a branch was stopped because another one failed. */
public final class FailFast extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String branch;

    public FailFast(String branch) {
        this.branch = branch;
    }

    @Override
    public String getShortDescription() {
        return "Failed in branch " + branch;
    }
}
