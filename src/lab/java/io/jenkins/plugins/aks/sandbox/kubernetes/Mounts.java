package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether a pod's volumes are there for its containers. */
final class Mounts {
    private static final Duration PATIENCE = Duration.ofSeconds(123);

    private final ControlPlane plane;
    private final Claims claims;

    Mounts(ControlPlane plane) {
        this.plane = plane;
        this.claims = new Claims(plane);
    }

    /** @param since when its node took the pod */
    boolean ready(JsonNode pod, Instant since) {
        String node = Json.text(pod, "spec", "nodeName");
        List<String> missing = new ArrayList<>();
        for (JsonNode volume : claims.volumes(pod)) {
            boolean attached =
                    !VolumeKind.ofVolume(volume).isAttached() || Attachments.isAttached(plane, Meta.name(volume), node);
            if (!attached) {
                missing.add(name(pod, Json.text(volume, "spec", "claimRef", "name")));
            }
        }
        if (!missing.isEmpty() && plane.reached(since.plus(plane.delays().real().apply(PATIENCE)))) {
            String names = String.join(", ", missing);
            plane.events()
                    .warningOnce(
                            "kubelet",
                            pod,
                            "FailedMount",
                            "Unable to attach or mount volumes: unmounted volumes=[" + names + "], unattached volumes=["
                                    + names + "], failed to process volumes=[]: timed out waiting for the condition");
        }
        return missing.isEmpty();
    }

    private static String name(JsonNode pod, String claim) {
        for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
            if (Json.text(volume, "persistentVolumeClaim", "claimName").equals(claim)) {
                return Json.text(volume, "name");
            }
        }
        return claim;
    }
}
