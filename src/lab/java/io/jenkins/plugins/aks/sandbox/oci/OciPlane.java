package io.jenkins.plugins.aks.sandbox.oci;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.containerregistry.RegistryPlane;
import io.undertow.server.HttpHandler;

/** Gives every registry its endpoint. */
public final class OciPlane implements RegistryPlane {
    @Override
    public HttpHandler of(ArmContext arm, String registryId) {
        return new OciHandler(new OciPlace(arm, registryId));
    }
}
