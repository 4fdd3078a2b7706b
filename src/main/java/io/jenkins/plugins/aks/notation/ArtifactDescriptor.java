package io.jenkins.plugins.aks.notation;

/**
 * What is signed, as the registry knows it.
 *
 * @param mediaType exactly the Content-Type that the registry serves for the manifest
 * @param digest e.g. {@code sha256:…}
 * @param size of the manifest in bytes
 */
public record ArtifactDescriptor(String mediaType, String digest, long size) {}
