package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Where a pod may run for the sake of its claims, and what is to be done first. */
final class ClaimFit {
    private final ControlPlane plane;
    private final Claims claims;

    ClaimFit(ControlPlane plane) {
        this.plane = plane;
        this.claims = new Claims(plane);
    }

    /** What keeps the pod from every node; empty where nothing does. */
    String missing(JsonNode pod) {
        for (String name : Claims.names(pod)) {
            Optional<ObjectNode> claim = claims.claim(pod, name);
            if (claim.isEmpty()) {
                return "persistentvolumeclaim \"" + name + "\" not found";
            }
            boolean waits = Claims.isBound(claim.get())
                    || claims.storageClass(claim.get()).filter(Claims::waits).isPresent();
            if (!waits) {
                return "pod has unbound immediate PersistentVolumeClaims";
            }
        }
        return "";
    }

    /** Why not on this node, in the scheduler's words; empty where it may. */
    String refusal(JsonNode pod, JsonNode node) {
        for (String name : Claims.names(pod)) {
            ObjectNode claim = claims.claim(pod, name).orElseThrow();
            JsonNode volume = plane.get(Claims.VOLUMES, "", Json.text(claim, "spec", "volumeName"))
                    .<JsonNode>map(found -> found)
                    .orElseGet(Json::object);
            JsonNode terms = Json.at(volume, "spec", "nodeAffinity", "required", "nodeSelectorTerms");
            if (!NodeFit.inTerms(terms, node)) {
                return "node(s) had volume node affinity conflict";
            }
            boolean local = !Claims.isBound(claim)
                    && claims.storageClass(claim)
                            .filter(found -> VolumeKind.ofClass(found) == VolumeKind.LOCAL)
                            .isPresent();
            if (local && !Pods.label(node, ContainerStorage.IO_ENGINE).equals("acstor")) {
                return "node(s) did not have enough free storage";
            }
        }
        return "";
    }

    /** Whether all claims are bound; the others are to be provisioned for this node, or for the one chosen before. */
    boolean ready(JsonNode pod, JsonNode node) {
        boolean ready = true;
        for (String name : Claims.names(pod)) {
            ObjectNode claim = claims.claim(pod, name).orElseThrow();
            if (!Claims.isBound(claim)) {
                ready = false;
                ObjectNode annotations = Json.child(claim, "metadata", "annotations");
                if (!annotations.has(Claims.SELECTED)) {
                    annotations.put(Claims.SELECTED, Meta.name(node));
                    plane.save(Claims.CLAIMS, claim);
                }
            }
        }
        return ready;
    }
}
