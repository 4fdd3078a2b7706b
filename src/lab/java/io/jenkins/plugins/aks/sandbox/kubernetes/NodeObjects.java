package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the node of one machine of an agent pool looks like. */
final class NodeObjects {
    static final String POOL = "kubernetes.azure.com/agentpool";
    static final String IMAGE = "kubernetes.azure.com/node-image-version";
    /** Marks nodes whose arrival has been told in events, and keeps what the pool gave them. */
    static final String ANNOUNCED = "sandbox.kubernetes.azure.com/pool-settings";

    /** What a node runs that a rollout has made; the pool says it only when all of them do. */
    static final String OWN = "sandbox.kubernetes.azure.com/own-settings";

    private NodeObjects() {}

    static String name(JsonNode cluster, JsonNode pool, int machine) {
        long hash = Integer.toUnsignedLong(
                        Json.text(cluster, "id").toLowerCase(Locale.ROOT).hashCode())
                % 100_000_000;
        String number = String.format("%06d", machine);
        return "aks-" + Json.text(pool, "name") + "-" + String.format("%08d", hash) + "-vmss" + number;
    }

    static ObjectNode node(JsonNode cluster, JsonNode pool, int machine, Instant now) {
        ObjectNode node = Json.object().put("kind", "Node").put("apiVersion", "v1");
        Meta.of(node).put("name", name(cluster, pool, machine));
        ObjectNode labels = Json.child(node, "metadata", "labels");
        String location =
                Json.text(cluster, "location").toLowerCase(Locale.ROOT).replace(" ", "");
        labels.put("topology.kubernetes.io/region", location);
        labels.put("topology.kubernetes.io/zone", zone(location, pool, machine));
        labels.put("kubernetes.io/hostname", name(cluster, pool, machine)).put(POOL, Json.text(pool, "name"));
        labels.put("kubernetes.io/arch", "amd64").put("kubernetes.io/os", "linux");
        labels.put("kubernetes.azure.com/cluster", Json.text(cluster, "properties", "nodeResourceGroup"));
        ObjectNode spec = node.putObject("spec");
        spec.put(
                "providerID",
                "azure://" + Json.text(cluster, "properties", "nodeResourceGroup") + "/aks-" + Json.text(pool, "name")
                        + "-vmss/" + machine);
        status(node, cluster, pool, machine, now);
        return node;
    }

    /** Machines go to the zones in turn; without zones Azure calls the fault domain 0. */
    private static String zone(String location, JsonNode pool, int machine) {
        JsonNode zones = Json.at(pool, "properties", "availabilityZones");
        return zones.isEmpty()
                ? "0"
                : location + "-" + zones.get(machine % zones.size()).asText();
    }

    private static void status(ObjectNode node, JsonNode cluster, JsonNode pool, int machine, Instant now) {
        ObjectNode status = node.putObject("status");
        ArrayNode addresses = status.putArray("addresses");
        int hash = Json.text(pool, "name").hashCode() & 0x7f;
        addresses.addObject().put("type", "InternalIP").put("address", "10.224." + hash + "." + (4 + machine));
        addresses.addObject().put("type", "Hostname").put("address", Meta.name(node));
        int cores = cores(Json.text(pool, "properties", "vmSize"));
        int pods = Json.at(pool, "properties", "maxPods").asInt(250);
        resources(status.putObject("capacity"), cores * 1000, cores * 4096, pods);
        resources(status.putObject("allocatable"), cores * 1000 - 100, cores * 4096 - 1200, pods);
        ObjectNode info = status.putObject("nodeInfo");
        boolean azureLinux = Json.text(pool, "properties", "nodeImageVersion").startsWith("AKSAzureLinux");
        info.put("architecture", "amd64").put("operatingSystem", "linux");
        info.put("osImage", azureLinux ? "Microsoft Azure Linux 3.0" : "Ubuntu 22.04.5 LTS");
        info.put("kernelVersion", azureLinux ? "6.6.96.2-1.azl3" : "5.15.0-1089-azure");
        info.put("containerRuntimeVersion", azureLinux ? "containerd://2.0.0" : "containerd://1.7.27-1");
        info.put("bootID", "").put("machineID", "").put("systemUUID", "").put("kubeProxyVersion", "");
        status.putArray("images");
        for (String type : new String[] {"MemoryPressure", "DiskPressure", "PIDPressure"}) {
            String reason = "KubeletHasSufficient" + type.replace("Pressure", "");
            Conditions.set(node, type, false, reason, "kubelet has no " + type, now);
        }
        Conditions.set(node, "Ready", true, "KubeletReady", "kubelet is posting ready status", now);
        status.withArray("conditions")
                .forEach(condition -> ((ObjectNode) condition).put("lastHeartbeatTime", Meta.time(now)));
    }

    private static void resources(ObjectNode resources, int milliCpu, int mebibytes, int pods) {
        resources.put("cpu", milliCpu % 1000 == 0 ? milliCpu / 1000 + "" : milliCpu + "m");
        resources.put("memory", mebibytes + "Mi").put("pods", Integer.toString(pods));
        resources.put("ephemeral-storage", "129886128Ki").put("hugepages-2Mi", "0");
    }

    /** The first number in a size's name is its number of cores. */
    private static int cores(String size) {
        String digits = size.replaceFirst("^[^0-9]*_[^0-9]*", "").replaceFirst("[^0-9].*", "");
        return digits.isEmpty() || digits.length() > 3 ? 2 : Integer.parseInt(digits);
    }

    /** Sets what the pool says and takes away what it said before; the users' own labels and taints stay. */
    static void follow(ObjectNode node, JsonNode cluster, JsonNode pool) {
        JsonNode properties = pool.path("properties");
        ObjectNode labels = Json.child(node, "metadata", "labels");
        ObjectNode annotations = Json.child(node, "metadata", "annotations");
        JsonNode before = Optional.of(annotations.path(ANNOUNCED).asText(""))
                .filter(text -> !text.isEmpty())
                .<JsonNode>map(Json::parse)
                .orElseGet(Json::object);
        before.path("labels").fieldNames().forEachRemaining(labels::remove);
        String name = Json.text(pool, "name");
        labels.put(POOL, name).put("agentpool", name);
        labels.put("kubernetes.azure.com/mode", Json.text(properties, "mode").toLowerCase(Locale.ROOT));
        labels.put("node.kubernetes.io/instance-type", Json.text(properties, "vmSize"));
        JsonNode own = own(node);
        String image = own.path("image").asText(Json.text(properties, "nodeImageVersion"));
        labels.put(IMAGE, image.isEmpty() ? "AKSUbuntu-2204gen2containerd" : image);
        properties.path("nodeLabels").properties().forEach(label -> labels.set(label.getKey(), label.getValue()));
        NodeTaints.follow(node, before.path("taints"), properties.path("nodeTaints"));
        ObjectNode settings = Json.object();
        settings.set("labels", properties.path("nodeLabels").isObject() ? properties.get("nodeLabels") : Json.object());
        settings.set("taints", properties.path("nodeTaints").isArray() ? properties.get("nodeTaints") : Json.array());
        annotations.put(ANNOUNCED, settings.toString());
        Json.child(node, "status", "nodeInfo").put("kubeletVersion", "v" + version(own, cluster, properties));
    }

    private static String version(JsonNode own, JsonNode cluster, JsonNode properties) {
        String version = Json.text(properties, "currentOrchestratorVersion");
        String fallback = Json.text(properties, "orchestratorVersion");
        String pool = !version.isEmpty()
                ? version
                : !fallback.isEmpty() ? fallback : Json.text(cluster, "properties", "currentKubernetesVersion");
        return own.path("version").asText(pool);
    }

    private static JsonNode own(JsonNode node) {
        String text = Json.text(node, "metadata", "annotations", OWN);
        return text.isEmpty() ? Json.object() : Json.parse(text);
    }

    /** Whether the node runs this version and this image. */
    static boolean runs(JsonNode node, String version, String image) {
        return Json.text(node, "status", "nodeInfo", "kubeletVersion").equals("v" + version)
                && Pods.label(node, IMAGE).equals(image);
    }
}
