package io.jenkins.plugins.aks.sandbox.deployments;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** {@code Microsoft.Resources/deployments}: templates, and what they make. */
public final class DeploymentsProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        Deployments deployments = new Deployments(arm);
        Preparation preparation = new Preparation(arm);
        arm.operations().onCompletion(Deployments.KIND, new DeploymentRun(arm, deployments, preparation)::advance);
        new DeploymentRoutes(arm, deployments, preparation).add();
        new OperationRoutes(arm, deployments).add();
    }
}
