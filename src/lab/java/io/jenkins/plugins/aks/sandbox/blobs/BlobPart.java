package io.jenkins.plugins.aks.sandbox.blobs;

import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxPart;

/** Azure Storage, as far as other services hand out URLs of blobs. */
public final class BlobPart implements SandboxPart {
    @Override
    public void install(Sandbox sandbox) {
        sandbox.mount(BlobStorage.MOUNT, new BlobHandler(sandbox));
    }
}
