package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shows in each ResourceQuota what is used of it. */
final class QuotaController implements Controller {
    private static final ResourceType QUOTAS = BuiltInTypes.kind("ResourceQuota");

    private final ControlPlane plane;
    private final ResourceQuotas quotas;

    QuotaController(ControlPlane plane) {
        this.plane = plane;
        this.quotas = new ResourceQuotas(plane.objects());
    }

    @Override
    public void reconcile() {
        for (ObjectNode quota : plane.list(QUOTAS)) {
            quota.set("status", quotas.status(quota));
            plane.save(QUOTAS, quota);
        }
    }
}
