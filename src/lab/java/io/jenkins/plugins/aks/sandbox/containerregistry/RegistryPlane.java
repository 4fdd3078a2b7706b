package io.jenkins.plugins.aks.sandbox.containerregistry;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.undertow.server.HttpHandler;

/** What a registry answers at its own endpoint. Found by {@link java.util.ServiceLoader}, with a public constructor. */
public interface RegistryPlane {

    /** @param registryId the resource's id */
    HttpHandler of(ArmContext arm, String registryId);
}
