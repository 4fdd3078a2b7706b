package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What Azure Container Storage runs in a cluster that has the extension of version 1: its components in the namespace
 * {@code acstor}, StoragePools, and the first pool for as long as the extension's settings ask for one, so that a pool
 * that was deleted comes back until they no longer do.
 */
final class ContainerStorage implements Controller {
    static final String NAMESPACE = "acstor";
    static final String IO_ENGINE = "acstor.azure.com/io-engine";
    private static final String EXTENSION = "microsoft.azurecontainerstorage";
    private static final String INSTALL = "global.cli.storagePool.install.";
    private static final String REGISTRY = "mcr.microsoft.com/acstor/";
    private static final ResourceType NAMESPACES = BuiltInTypes.kind("Namespace");
    private static final ResourceType DEPLOYMENT = BuiltInTypes.kind("Deployment");
    private static final ResourceType DAEMON_SET = BuiltInTypes.kind("DaemonSet");

    private final ControlPlane plane;
    private final Desired desired;
    private final ResourceTypes types;

    ContainerStorage(ControlPlane plane, Desired desired, ResourceTypes types) {
        this.plane = plane;
        this.desired = desired;
        this.types = types;
    }

    @Override
    public void reconcile() {
        JsonNode settings = desired.extensions().path(EXTENSION);
        AddonDefinitions definitions = new AddonDefinitions(plane, StoragePools.GROUP, StoragePools.VERSION);
        if (settings.isMissingNode()) {
            plane.get(NAMESPACES, "", NAMESPACE).ifPresent(found -> plane.delete(NAMESPACES, found));
            definitions.remove(StoragePools.PLURAL);
            return;
        }
        if (plane.get(NAMESPACES, "", NAMESPACE).isEmpty()) {
            ObjectNode namespace = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
            Meta.of(namespace).put("name", NAMESPACE);
            plane.create(NAMESPACES, namespace);
        }
        definitions.create("StoragePool", StoragePools.PLURAL, "Namespaced", "sp");
        components();
        StoragePools.type(types).ifPresent(type -> {
            firstPool(type, settings);
            new StoragePools(plane, type).reconcile();
        });
    }

    private void components() {
        workload(DAEMON_SET, "acstor-io-engine", "io-engine", true);
        workload(DAEMON_SET, "acstor-csi-node", "csi-node", true);
        workload(DAEMON_SET, "acstor-ndm", "ndm", true);
        workload(DEPLOYMENT, "acstor-agent-core", "agent-core", false);
        workload(DEPLOYMENT, "acstor-api-rest", "api-rest", false);
        workload(DEPLOYMENT, "acstor-csi-controller", "csi-controller", false);
        workload(DEPLOYMENT, "acstor-capacity-provisioner", "capacity-provisioner", false);
        workload(DEPLOYMENT, "acstor-operator-diskpool", "operator-diskpool", false);
    }

    /** @param onStorageNodes whether it runs on the nodes that give storage, and there only */
    private void workload(ResourceType type, String name, String container, boolean onStorageNodes) {
        if (plane.get(type, NAMESPACE, name).isPresent()) {
            return;
        }
        ObjectNode workload = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Meta.of(workload).put("name", name).put("namespace", NAMESPACE);
        Json.child(workload, "metadata", "labels").put("app", name);
        Json.child(workload, "spec", "selector", "matchLabels").put("app", name);
        Json.child(workload, "spec", "template", "metadata", "labels").put("app", name);
        ObjectNode spec = Json.child(workload, "spec", "template", "spec");
        if (onStorageNodes) {
            spec.putObject("nodeSelector").put(IO_ENGINE, "acstor");
        }
        spec.putArray("containers").addObject().put("name", container).put("image", REGISTRY + container + ":v1.3.1");
        plane.create(type, workload);
    }

    private void firstPool(ResourceType type, JsonNode settings) {
        String name = settings.path(INSTALL + "name").asText();
        boolean wanted = settings.path(INSTALL + "create").asText().equalsIgnoreCase("true") && !name.isEmpty();
        if (!wanted || plane.get(type, NAMESPACE, name).isPresent()) {
            return;
        }
        ObjectNode pool = Json.object().put("kind", "StoragePool").put("apiVersion", type.apiVersion());
        Meta.of(pool).put("name", name).put("namespace", NAMESPACE);
        ObjectNode poolType = Json.child(pool, "spec", "poolType");
        String kind = settings.path(INSTALL + "type").asText();
        ObjectNode options = poolType.putObject(kind);
        if (kind.equals("ephemeralDisk")) {
            options.put("diskType", settings.path(INSTALL + "diskType").asText());
        } else {
            String size = settings.path(INSTALL + "size").asText();
            Json.child(pool, "spec", "resources", "requests").put("storage", size);
        }
        plane.create(type, pool);
    }
}
