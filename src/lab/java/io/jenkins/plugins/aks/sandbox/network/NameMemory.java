package io.jenkins.plugins.aks.sandbox.network;

/** Keeps what the DNS proxy has seen. */
public interface NameMemory extends SeenNames {
    void remember(Endpoint pod, String name, String ip);
}
