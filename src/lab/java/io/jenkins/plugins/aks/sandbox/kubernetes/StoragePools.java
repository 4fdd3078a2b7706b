package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Each StoragePool that its nodes can carry becomes Ready and gets a storage class; one that is deleted takes its class
 * along, and stays while a volume is made of it.
 */
final class StoragePools {
    static final String GROUP = "containerstorage.azure.com";
    static final String VERSION = "v1";
    static final String PLURAL = "storagepools";
    static final String PROVISIONER = "containerstorage.csi.azure.com";
    /** The parameter of a storage class that names its pool. */
    static final String POOL = "acstor.azure.com/storagepool";
    /** The parameter that says how many copies of each volume there are. */
    static final String REPLICAS = "replicas";

    private static final String FINALIZER = "containerstorage.azure.com/storagepool";
    private static final ResourceType CLASSES = BuiltInTypes.kind("StorageClass");
    private static final ResourceType VOLUMES = BuiltInTypes.kind("PersistentVolume");
    private static final List<String> KINDS = List.of("azureDisk", "elasticSan", "ephemeralDisk");

    private final ControlPlane plane;
    private final ResourceType type;

    StoragePools(ControlPlane plane, ResourceType type) {
        this.plane = plane;
        this.type = type;
    }

    /** Empty while the definition is not served. */
    static Optional<ResourceType> type(ResourceTypes types) {
        return types.all().stream().filter(each -> each.is(GROUP, PLURAL)).findFirst();
    }

    void reconcile() {
        for (ObjectNode pool : plane.list(type, ContainerStorage.NAMESPACE)) {
            if (Meta.deleting(pool)) {
                remove(pool);
            } else {
                finalizer(pool);
                serve(pool);
                plane.save(type, pool);
            }
        }
    }

    private static void finalizer(ObjectNode pool) {
        ArrayNode finalizers = Json.child(pool, "metadata").withArray("finalizers");
        if (!Json.texts(finalizers).contains(FINALIZER)) {
            finalizers.add(FINALIZER);
        }
    }

    private void remove(ObjectNode pool) {
        String storageClass = className(pool);
        for (JsonNode volume : plane.list(VOLUMES)) {
            if (Json.text(volume, "spec", "storageClassName").equals(storageClass)) {
                Conditions.set(
                        pool, "Ready", false, "InUse", "volume " + Meta.name(volume) + " is made of it", plane.now());
                plane.save(type, pool);
                return;
            }
        }
        plane.get(CLASSES, "", storageClass).ifPresent(found -> plane.delete(CLASSES, found));
        plane.remove(type, pool);
    }

    private void serve(ObjectNode pool) {
        String trouble = trouble(pool);
        if (!trouble.isEmpty()) {
            Conditions.set(pool, "Ready", false, "PoolNotReady", trouble, plane.now());
            return;
        }
        if (!plane.reached(Meta.instant(Json.at(pool, "metadata", "creationTimestamp"))
                .plus(plane.delays().storagePool()))) {
            Conditions.set(pool, "Ready", false, "Provisioning", "the disks are being prepared", plane.now());
            return;
        }
        Conditions.set(pool, "Ready", true, "PoolReady", "the pool is online", plane.now());
        Json.child(pool, "status").put("available", nodes() + "831Gi");
        if (plane.get(CLASSES, "", className(pool)).isEmpty()) {
            plane.create(CLASSES, storageClass(pool));
        }
    }

    /** Why it cannot be served; empty where it can. */
    private String trouble(JsonNode pool) {
        JsonNode poolType = Json.at(pool, "spec", "poolType");
        List<String> given = KINDS.stream().filter(poolType::has).toList();
        if (given.size() != 1 || poolType.size() != 1) {
            return "spec.poolType must have exactly one of " + String.join(", ", KINDS);
        }
        JsonNode disk = poolType.path("ephemeralDisk");
        if (disk.isMissingNode()) {
            return Json.at(pool, "spec", "resources", "requests", "storage").isMissingNode()
                    ? "spec.resources.requests.storage is missing"
                    : "";
        }
        if (!List.of("nvme", "temp").contains(disk.path("diskType").asText())) {
            return "spec.poolType.ephemeralDisk.diskType must be nvme or temp";
        }
        int replicas = disk.path(REPLICAS).asInt(1);
        if (replicas != 1 && replicas != 3 && replicas != 5) {
            return "spec.poolType.ephemeralDisk.replicas must be 3 or 5";
        }
        if (nodes() < replicas) {
            return replicas + " replicas need " + replicas + " nodes with the label " + ContainerStorage.IO_ENGINE
                    + "=acstor, and there are " + nodes();
        }
        return "";
    }

    private int nodes() {
        return (int) plane.list(ControlPlane.NODES).stream()
                .filter(node -> Pods.label(node, ContainerStorage.IO_ENGINE).equals("acstor"))
                .filter(node -> Conditions.isTrue(node, "Ready"))
                .count();
    }

    private static String className(JsonNode pool) {
        return "acstor-" + Meta.name(pool);
    }

    private static ObjectNode storageClass(JsonNode pool) {
        ObjectNode object = Json.object().put("kind", "StorageClass").put("apiVersion", CLASSES.apiVersion());
        Meta.of(object).put("name", className(pool));
        object.put("provisioner", PROVISIONER).put("reclaimPolicy", "Delete").put("allowVolumeExpansion", true);
        object.put("volumeBindingMode", "WaitForFirstConsumer");
        ObjectNode parameters = object.putObject("parameters").put(POOL, Meta.name(pool));
        JsonNode disk = Json.at(pool, "spec", "poolType", "ephemeralDisk");
        parameters.put("ephemeral", String.valueOf(!disk.isMissingNode()));
        parameters.put(
                REPLICAS,
                disk.isMissingNode() ? "1" : String.valueOf(disk.path(REPLICAS).asInt(1)));
        return object;
    }
}
