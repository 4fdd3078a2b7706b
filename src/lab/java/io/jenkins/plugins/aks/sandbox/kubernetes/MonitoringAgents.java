package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The agents that collect metrics and logs in a cluster with these features. What collects needs the configuration that
 * a data collection rule associated with the cluster gives it: without one its container ends again and again.
 */
final class MonitoringAgents implements Controller {
    private static final String REGISTRY = "mcr.microsoft.com/azuremonitor/containerinsights/ciprod";
    private static final String NAMESPACE = "kube-system";
    private static final ResourceType DEPLOYMENT = BuiltInTypes.kind("Deployment");
    private static final ResourceType DAEMON_SET = BuiltInTypes.kind("DaemonSet");
    private static final String METRICS = "Microsoft-PrometheusMetrics";
    private static final String LOGS = "Microsoft-ContainerInsights-Group-Default";
    private static final String NEEDS = "sandbox.aks/needs-collection";

    private final ControlPlane plane;
    private final Desired desired;

    MonitoringAgents(ControlPlane plane, Desired desired) {
        this.plane = plane;
        this.desired = desired;
    }

    @Override
    public void reconcile() {
        JsonNode wanted = desired.read();
        JsonNode properties = wanted.path("cluster").path("properties");
        if (properties.isMissingNode()) {
            return;
        }
        metrics(properties.at("/azureMonitorProfile/metrics/enabled").asBoolean());
        logs(logsEnabled(properties.path("addonProfiles")));
        for (ObjectNode pod : plane.list(ControlPlane.PODS, NAMESPACE)) {
            String stream = Json.text(pod, "metadata", "annotations", NEEDS);
            if (!stream.isEmpty()) {
                configure(pod, wanted.path("collection").has(stream));
            }
        }
    }

    private static boolean logsEnabled(JsonNode addons) {
        for (Map.Entry<String, JsonNode> addon : addons.properties()) {
            if (addon.getKey().equalsIgnoreCase("omsagent")) {
                return addon.getValue().path("enabled").asBoolean();
            }
        }
        return false;
    }

    private void metrics(boolean on) {
        AddonDefinitions definitions = new AddonDefinitions(plane, "azmonitoring.coreos.com", "v1");
        if (on) {
            definitions.create("PodMonitor", "podmonitors", "Namespaced", "pmon");
            definitions.create("ServiceMonitor", "servicemonitors", "Namespaced", "smon");
        } else {
            definitions.remove("podmonitors");
            definitions.remove("servicemonitors");
        }
        String collector = REGISTRY + "/prometheus-collector/images:6.21.1";
        ensure(on, DEPLOYMENT, "ama-metrics", 2, "prometheus-collector", collector, METRICS);
        ensure(on, DEPLOYMENT, "ama-metrics-operator-targets", 1, "targetallocator", collector, "");
        String state = "mcr.microsoft.com/oss/v2/kubernetes/kube-state-metrics:v2.15.0";
        ensure(on, DEPLOYMENT, "ama-metrics-ksm", 1, "ama-metrics-ksm", state, "");
        ensure(on, DAEMON_SET, "ama-metrics-node", 0, "prometheus-collector", collector, METRICS);
    }

    private void logs(boolean on) {
        String image = REGISTRY + ":3.1.28";
        ensure(on, DAEMON_SET, "ama-logs", 0, "ama-logs", image, LOGS);
        ensure(on, DEPLOYMENT, "ama-logs-rs", 1, "ama-logs", image, LOGS);
    }

    private void ensure(
            boolean on, ResourceType type, String name, int replicas, String container, String image, String stream) {
        var found = plane.get(type, NAMESPACE, name);
        if (!on) {
            found.ifPresent(object -> plane.delete(type, object));
        } else if (found.isEmpty()) {
            plane.create(type, workload(type, name, replicas, container, image, stream));
        }
    }

    private static ObjectNode workload(
            ResourceType type, String name, int replicas, String container, String image, String stream) {
        String label = type == DAEMON_SET ? "dsName" : "rsName";
        ObjectNode workload = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Meta.of(workload).put("name", name).put("namespace", NAMESPACE);
        ObjectNode labels = Json.child(workload, "metadata", "labels");
        labels.put("component", "ama-agent").put("kubernetes.azure.com/managedby", "aks");
        Json.child(workload, "spec", "selector", "matchLabels").put(label, name);
        Json.child(workload, "spec", "template", "metadata", "labels").put(label, name);
        if (!stream.isEmpty()) {
            Json.child(workload, "spec", "template", "metadata", "annotations").put(NEEDS, stream);
        }
        if (type == DEPLOYMENT) {
            Json.child(workload, "spec").put("replicas", replicas);
        }
        ObjectNode spec = Json.child(workload, "spec", "template", "spec");
        spec.put("priorityClassName", "system-node-critical");
        spec.putArray("containers").addObject().put("name", container).put("image", image);
        ObjectNode toleration = spec.putArray("tolerations").addObject().put("operator", "Exists");
        if (type == DEPLOYMENT) {
            // With a key: what tolerates everything comes back to a node that is being drained.
            toleration.put("key", "CriticalAddonsOnly");
        }
        return workload;
    }

    /** Keeps a started pod as its configuration lets it be. */
    private void configure(ObjectNode pod, boolean configured) {
        boolean running = Json.text(pod, "status", "phase").equals("Running");
        boolean crashing = Json.at(pod, "status", "containerStatuses")
                .path(0)
                .at("/state/waiting/reason")
                .asText()
                .equals("CrashLoopBackOff");
        if (!running || Meta.deleting(pod) || configured != crashing) {
            return;
        }
        for (JsonNode each : containers(pod)) {
            ObjectNode container = (ObjectNode) each;
            container.put("ready", configured).put("started", configured);
            ObjectNode state = container.putObject("state");
            if (configured) {
                state.putObject("running").put("startedAt", Meta.time(plane.now()));
            } else {
                container.put("restartCount", container.path("restartCount").asInt() + 1);
                state.putObject("waiting")
                        .put("reason", "CrashLoopBackOff")
                        .put("message", "back-off restarting failed container: no data collection rule associated");
            }
        }
        for (String type : List.of("ContainersReady", "Ready")) {
            Conditions.set(pod, type, configured, configured ? "" : "ContainersNotReady", "", plane.now());
        }
        plane.save(ControlPlane.PODS, pod);
        if (!configured) {
            plane.events().warningOnce("kubelet", pod, "BackOff", "Back-off restarting failed container");
        }
    }

    private static ArrayNode containers(ObjectNode pod) {
        return Json.child(pod, "status").withArray("containerStatuses");
    }
}
