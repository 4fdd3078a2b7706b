package io.jenkins.plugins.aks.sandbox;

/**
 * A service of the simulated cloud. Found by {@link java.util.ServiceLoader}, so that services are added without a
 * change here; has a public constructor without parameters.
 */
public interface SandboxPart {

    /** Mounts handlers and registers listeners; called once, before the first request. */
    void install(Sandbox sandbox);
}
