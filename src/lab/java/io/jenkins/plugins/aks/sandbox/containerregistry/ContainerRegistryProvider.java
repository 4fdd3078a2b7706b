package io.jenkins.plugins.aks.sandbox.containerregistry;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedOperations;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedRoutes;
import java.util.List;

/** {@code Microsoft.ContainerRegistry}: registries, each with an endpoint of its own. */
public final class ContainerRegistryProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        Registries registries = new Registries(arm);
        new TrackedRoutes(arm, registries, new TrackedOperations(arm, List.of(registries))).add();
        new RegistryNameRoute(arm).add();
        registries.reopen();
    }
}
