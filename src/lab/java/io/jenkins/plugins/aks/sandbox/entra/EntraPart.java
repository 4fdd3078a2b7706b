package io.jenkins.plugins.aks.sandbox.entra;

import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxPart;

/** Stands in for Microsoft Entra, AD FS and the managed identity endpoint of a virtual machine. */
public final class EntraPart implements SandboxPart {
    @Override
    public void install(Sandbox sandbox) {
        sandbox.mount("/", new EntraService(sandbox));
    }
}
