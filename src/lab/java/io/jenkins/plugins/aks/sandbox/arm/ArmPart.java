package io.jenkins.plugins.aks.sandbox.arm;

import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxPart;
import java.util.ServiceLoader;

/** Azure Resource Manager. */
public final class ArmPart implements SandboxPart {
    @Override
    public void install(Sandbox sandbox) {
        ArmContext arm = new ArmContext(sandbox);
        for (ArmProvider provider : ServiceLoader.load(ArmProvider.class, ArmPart.class.getClassLoader())) {
            provider.install(arm);
        }
        sandbox.onProgress(arm.operations()::settle);
        ArmService service = new ArmService(arm);
        sandbox.mount("/subscriptions", service);
        sandbox.mount("/tenants", service);
        sandbox.mount("/providers", service);
    }
}
