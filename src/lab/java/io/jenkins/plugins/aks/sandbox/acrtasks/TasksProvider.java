package io.jenkins.plugins.aks.sandbox.acrtasks;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** ACR Tasks. */
public final class TasksProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        new TaskRoutes(arm, new Runs(arm)).add();
    }
}
