package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the volume for a claim looks like. */
final class VolumeObjects {
    static final String ZONE = "topology.kubernetes.io/zone";

    private VolumeObjects() {}

    /** @param node for which it is made; missing where that is no matter */
    static ObjectNode volume(JsonNode claim, JsonNode storageClass, JsonNode node) {
        String driver = Json.text(storageClass, "provisioner");
        ObjectNode volume = Json.object().put("kind", "PersistentVolume").put("apiVersion", "v1");
        String name = "pvc-" + Meta.uid(claim);
        Meta.of(volume).put("name", name);
        Json.child(volume, "metadata", "annotations").put("pv.kubernetes.io/provisioned-by", driver);
        ObjectNode spec = volume.putObject("spec").put("storageClassName", Meta.name(storageClass));
        spec.putObject("capacity")
                .put(
                        "storage",
                        Json.at(claim, "spec", "resources", "requests", "storage")
                                .asText("1Gi"));
        spec.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
        spec.put("volumeMode", "Filesystem");
        spec.put("persistentVolumeReclaimPolicy", Json.text(storageClass, "reclaimPolicy"));
        ObjectNode reference =
                spec.putObject("claimRef").put("kind", "PersistentVolumeClaim").put("apiVersion", "v1");
        reference
                .put("namespace", Meta.namespace(claim))
                .put("name", Meta.name(claim))
                .put("uid", Meta.uid(claim));
        ObjectNode csi = spec.putObject("csi").put("driver", driver).put("volumeHandle", name);
        ObjectNode attributes = csi.putObject("volumeAttributes");
        storageClass.path("parameters").properties().forEach(each -> attributes.set(each.getKey(), each.getValue()));
        affinity(spec, VolumeKind.ofClass(storageClass), storageClass, node);
        volume.putObject("status").put("phase", "Bound");
        return volume;
    }

    private static void affinity(ObjectNode spec, VolumeKind kind, JsonNode storageClass, JsonNode node) {
        String zone = Pods.label(node, ZONE);
        boolean alone =
                Json.text(storageClass, "parameters", StoragePools.REPLICAS).equals("1");
        if (kind == VolumeKind.DISK && zone.contains("-")) {
            require(spec, ZONE, zone);
        } else if (kind == VolumeKind.LOCAL && alone) {
            require(spec, "kubernetes.io/hostname", Meta.name(node));
        } else if (kind == VolumeKind.LOCAL) {
            require(spec, ContainerStorage.IO_ENGINE, "acstor");
        }
    }

    private static void require(ObjectNode spec, String key, String value) {
        ObjectNode expression = Json.child(spec, "nodeAffinity", "required")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject();
        expression.put("key", key).put("operator", "In").putArray("values").add(value);
    }
}
