package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The claims of pods, and the classes and volumes that belong to them. */
final class Claims {
    static final ResourceType CLAIMS = BuiltInTypes.kind("PersistentVolumeClaim");
    static final ResourceType VOLUMES = BuiltInTypes.kind("PersistentVolume");
    static final ResourceType CLASSES = BuiltInTypes.kind("StorageClass");
    /** The node for which a claim that waits for its first consumer is to be provisioned. */
    static final String SELECTED = "volume.kubernetes.io/selected-node";

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private final ControlPlane plane;

    Claims(ControlPlane plane) {
        this.plane = plane;
    }

    /** The names of the claims of a pod. */
    static List<String> names(JsonNode pod) {
        List<String> names = new ArrayList<>();
        for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
            String claim = Json.text(volume, "persistentVolumeClaim", "claimName");
            if (!claim.isEmpty()) {
                names.add(claim);
            }
        }
        return names;
    }

    Optional<ObjectNode> claim(JsonNode pod, String name) {
        return plane.get(CLAIMS, Meta.namespace(pod), name);
    }

    static boolean isBound(JsonNode claim) {
        return Json.text(claim, "status", "phase").equals("Bound");
    }

    /** Those of a pod's volumes that exist. */
    List<ObjectNode> volumes(JsonNode pod) {
        List<ObjectNode> volumes = new ArrayList<>();
        for (String name : names(pod)) {
            claim(pod, name)
                    .flatMap(claim -> plane.get(VOLUMES, "", Json.text(claim, "spec", "volumeName")))
                    .ifPresent(volumes::add);
        }
        return volumes;
    }

    /** A claim without a class takes the default one. */
    Optional<JsonNode> storageClass(JsonNode claim) {
        JsonNode given = Json.at(claim, "spec", "storageClassName");
        for (JsonNode candidate : plane.list(CLASSES)) {
            boolean byDefault = Json.at(candidate, "metadata", "annotations", DEFAULT)
                    .asText()
                    .equals("true");
            if (given.isMissingNode() ? byDefault : Meta.name(candidate).equals(given.asText())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Whether its volume is made only once a pod that uses it has a node. */
    static boolean waits(JsonNode storageClass) {
        return Json.text(storageClass, "volumeBindingMode").equals("WaitForFirstConsumer");
    }
}
