package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the container service itself keeps running in each cluster. */
final class SystemWorkloads implements Controller {
    private static final String REGISTRY = "mcr.microsoft.com/oss/";
    private static final ResourceType CLASSES = BuiltInTypes.kind("StorageClass");

    private final ControlPlane plane;
    private final Desired desired;

    SystemWorkloads(ControlPlane plane, Desired desired) {
        this.plane = plane;
        this.desired = desired;
    }

    @Override
    public void reconcile() {
        JsonNode cluster = desired.cluster();
        boolean nodes = !plane.list(ControlPlane.NODES).isEmpty();
        if (cluster.isMissingNode() || !nodes) {
            return;
        }
        deployment("coredns", 2, "kubernetes/coredns:v1.11.3", "kube-dns");
        deployment(
                "coredns-autoscaler",
                1,
                "kubernetes/autoscaler/cluster-proportional-autoscaler:v1.8.9",
                "coredns-autoscaler");
        deployment("konnectivity-agent", 2, "kubernetes/apiserver-network-proxy/agent:v0.31.1", "konnectivity-agent");
        deployment("metrics-server", 2, "kubernetes/metrics-server:v0.7.2", "metrics-server");
        daemonSet("azure-ip-masq-agent", "azure/ip-masq-agent-v2:v0.1.14");
        daemonSet("cloud-node-manager", "kubernetes/azure-cloud-node-manager:v1.32.3");
        daemonSet("csi-azuredisk-node", "kubernetes-csi/azuredisk-csi:v1.32.3");
        if (Json.text(cluster, "properties", "networkProfile", "networkDataplane")
                .equals("cilium")) {
            CiliumDefinitions.create(plane);
            daemonSet("cilium", "cilium/cilium:v1.17.2");
            deployment("cilium-operator", 2, "cilium/operator-generic:v1.17.2", "cilium-operator");
        } else {
            daemonSet("kube-proxy", "kubernetes/kube-proxy:v1.32.3");
        }
        workloadIdentity(cluster);
        service("default", "kubernetes", "10.0.0.1", 443, "");
        service("kube-system", "kube-dns", "10.0.0.10", 53, "kube-dns");
        service("kube-system", "metrics-server", "", 443, "metrics-server");
        storageClass("default", VolumeKind.DISK_DRIVER, "StandardSSD_LRS", true);
        storageClass("managed-csi", VolumeKind.DISK_DRIVER, "StandardSSD_LRS", false);
        storageClass("managed-csi-premium", VolumeKind.DISK_DRIVER, "Premium_LRS", false);
        storageClass("azurefile-csi", VolumeKind.SHARE_DRIVER, "Standard_LRS", false);
    }

    private void workloadIdentity(JsonNode cluster) {
        if (IdentityWebhook.isEnabled(cluster)) {
            deployment(IdentityWebhook.NAME, 2, "azure/workload-identity/webhook:v1.5.1", IdentityWebhook.NAME);
        } else {
            plane.get(BuiltInTypes.kind("Deployment"), "kube-system", IdentityWebhook.NAME)
                    .ifPresent(webhook -> plane.delete(BuiltInTypes.kind("Deployment"), webhook));
        }
    }

    private void deployment(String name, int replicas, String image, String app) {
        ResourceType type = BuiltInTypes.kind("Deployment");
        if (plane.get(type, "kube-system", name).isEmpty()) {
            ObjectNode workload = workload(type, name, image, app);
            Json.child(workload, "spec").put("replicas", replicas);
            toleration(workload, "CriticalAddonsOnly");
            plane.create(type, workload);
        }
    }

    private void daemonSet(String name, String image) {
        ResourceType type = BuiltInTypes.kind("DaemonSet");
        if (plane.get(type, "kube-system", name).isEmpty()) {
            ObjectNode workload = workload(type, name, image, name);
            Json.child(workload, "spec", "template", "spec").put("hostNetwork", true);
            toleration(workload, "");
            plane.create(type, workload);
        }
    }

    private static ObjectNode workload(ResourceType type, String name, String image, String app) {
        ObjectNode workload = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Meta.of(workload).put("name", name).put("namespace", "kube-system");
        ObjectNode labels = Json.child(workload, "metadata", "labels");
        labels.put("k8s-app", app).put("kubernetes.azure.com/managedby", "aks");
        Json.child(workload, "spec", "selector", "matchLabels").put("k8s-app", app);
        Json.child(workload, "spec", "template", "metadata", "labels").put("k8s-app", app);
        ObjectNode spec = Json.child(workload, "spec", "template", "spec");
        spec.put("priorityClassName", "system-node-critical");
        spec.putArray("containers").addObject().put("name", name).put("image", REGISTRY + image);
        return workload;
    }

    /** @param key empty for every taint */
    private static void toleration(ObjectNode workload, String key) {
        ObjectNode spec = Json.child(workload, "spec", "template", "spec");
        ObjectNode toleration = spec.withArray("tolerations").addObject().put("operator", "Exists");
        if (!key.isEmpty()) {
            toleration.put("key", key);
        }
    }

    private void service(String namespace, String name, String address, int port, String app) {
        ResourceType type = BuiltInTypes.kind("Service");
        if (plane.get(type, namespace, name).isPresent()) {
            return;
        }
        ObjectNode service = Json.object().put("kind", "Service").put("apiVersion", "v1");
        Meta.of(service).put("name", name).put("namespace", namespace);
        ObjectNode spec = service.putObject("spec");
        if (!address.isEmpty()) {
            spec.put("clusterIP", address);
        }
        if (!app.isEmpty()) {
            spec.putObject("selector").put("k8s-app", app);
        }
        spec.putArray("ports").addObject().put("port", port).put("protocol", port == 53 ? "UDP" : "TCP");
        plane.create(type, service);
    }

    private void storageClass(String name, String provisioner, String sku, boolean byDefault) {
        if (plane.get(CLASSES, "", name).isPresent()) {
            return;
        }
        ObjectNode object = Json.object().put("kind", "StorageClass").put("apiVersion", "storage.k8s.io/v1");
        Meta.of(object).put("name", name);
        if (byDefault) {
            Json.child(object, "metadata", "annotations").put("storageclass.kubernetes.io/is-default-class", "true");
        }
        object.put("provisioner", provisioner).put("reclaimPolicy", "Delete").put("allowVolumeExpansion", true);
        boolean shared = provisioner.equals(VolumeKind.SHARE_DRIVER);
        object.put("volumeBindingMode", shared ? "Immediate" : "WaitForFirstConsumer");
        object.putObject("parameters").put("skuName", sku);
        plane.create(CLASSES, object);
    }
}
