package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Makes a volume for each claim whose storage class exists; a claim without a class takes the default one. */
final class VolumeBinder implements Controller {
    private static final ResourceType CLAIMS = BuiltInTypes.kind("PersistentVolumeClaim");
    private static final ResourceType VOLUMES = BuiltInTypes.kind("PersistentVolume");
    private static final ResourceType CLASSES = BuiltInTypes.kind("StorageClass");
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private final ControlPlane plane;

    VolumeBinder(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (ObjectNode claim : plane.list(CLAIMS)) {
            if (Json.text(claim, "status", "phase").equals("Pending") && !Meta.deleting(claim)) {
                storageClass(claim).ifPresent(found -> bind(claim, found));
            }
        }
        for (JsonNode volume : plane.list(VOLUMES)) {
            JsonNode claim = Json.at(volume, "spec", "claimRef");
            boolean released =
                    Json.text(volume, "spec", "persistentVolumeReclaimPolicy").equals("Delete")
                            && !claim.isMissingNode()
                            && plane.get(CLAIMS, Json.text(claim, "namespace"), Json.text(claim, "name"))
                                    .isEmpty();
            if (released) {
                plane.remove(VOLUMES, volume);
            }
        }
    }

    private Optional<JsonNode> storageClass(JsonNode claim) {
        String name = Json.text(claim, "spec", "storageClassName");
        for (JsonNode candidate : plane.list(CLASSES)) {
            boolean byDefault = Json.at(candidate, "metadata", "annotations", DEFAULT)
                    .asText()
                    .equals("true");
            if (name.isEmpty() ? byDefault : Meta.name(candidate).equals(name)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private void bind(ObjectNode claim, JsonNode storageClass) {
        String name = "pvc-" + Meta.uid(claim);
        JsonNode size = Json.at(claim, "spec", "resources", "requests", "storage");
        ObjectNode volume = Json.object().put("kind", "PersistentVolume").put("apiVersion", "v1");
        Meta.of(volume).put("name", name);
        ObjectNode spec = volume.putObject("spec").put("storageClassName", Meta.name(storageClass));
        spec.putObject("capacity").put("storage", size.asText("1Gi"));
        spec.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
        spec.put("persistentVolumeReclaimPolicy", Json.text(storageClass, "reclaimPolicy"));
        ObjectNode reference =
                spec.putObject("claimRef").put("kind", "PersistentVolumeClaim").put("apiVersion", "v1");
        reference
                .put("namespace", Meta.namespace(claim))
                .put("name", Meta.name(claim))
                .put("uid", Meta.uid(claim));
        volume.putObject("status").put("phase", "Bound");
        plane.create(VOLUMES, volume);
        Json.child(claim, "spec").put("volumeName", name).put("storageClassName", Meta.name(storageClass));
        ObjectNode status = Json.child(claim, "status").put("phase", "Bound");
        status.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
        status.putObject("capacity").put("storage", size.asText("1Gi"));
        plane.save(CLAIMS, claim);
    }
}
