package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListeners;
import io.jenkins.plugins.aks.sandbox.metrics.ScrapedTargets;
import java.util.HashMap;
import java.util.Map;

/**
 * What the metrics agents find to scrape by PodMonitors and ServiceMonitors of their own API group, and whether it answers.
 * Kept where the agents' own API and the Monitor account's query endpoint find it.
 */
final class Scraping implements Controller {
    private static final String VERSION = "azmonitoring.coreos.com/v1";
    private static final String METRICS = "Microsoft-PrometheusMetrics";
    private static final ResourceType SERVICES = BuiltInTypes.kind("Service");

    private final ControlPlane plane;
    private final ResourceTypes types;
    private final ClusterView view;
    private final Desired desired;

    Scraping(ControlPlane plane, ResourceTypes types, ClusterView view, Desired desired) {
        this.plane = plane;
        this.types = types;
        this.view = view;
        this.desired = desired;
    }

    @Override
    public void reconcile() {
        ScrapedTargets targets = new ScrapedTargets(view.store(), view.key(), view::real);
        ArrayNode before = targets.all();
        boolean collecting = desired.read().path("collection").has(METRICS);
        ArrayNode now = Json.array();
        if (collecting) {
            for (String kind : new String[] {"PodMonitor", "ServiceMonitor"}) {
                types.ofKind(VERSION, kind).ifPresent(type -> plane.list(type)
                        .forEach(monitor -> find(monitor, kind.equals("PodMonitor"), now)));
            }
        }
        Map<String, String> known = new HashMap<>();
        before.forEach(each -> known.put(key(each), each.path("since").asText()));
        now.forEach(each -> ((ObjectNode) each)
                .put("since", known.getOrDefault(key(each), view.now().toString())));
        if (!now.equals(before)) {
            targets.keep(now);
        }
    }

    private static String key(JsonNode target) {
        return target.path("scrapePool").asText() + " "
                + target.path("scrapeUrl").asText();
    }

    private void find(ObjectNode monitor, boolean pods, ArrayNode targets) {
        JsonNode endpoints = Json.at(monitor, "spec", pods ? "podMetricsEndpoints" : "endpoints");
        String pool = (pods ? "podMonitor/" : "serviceMonitor/") + Meta.namespace(monitor) + "/" + Meta.name(monitor);
        for (int index = 0; index < endpoints.size(); index++) {
            if (pods) {
                ofPods(monitor, endpoints.get(index), pool + "/" + index, targets);
            } else {
                ofServices(monitor, endpoints.get(index), pool + "/" + index, targets);
            }
        }
    }

    private void ofPods(ObjectNode monitor, JsonNode endpoint, String pool, ArrayNode targets) {
        String wanted = endpoint.path("port").asText();
        for (ObjectNode pod : plane.list(ControlPlane.PODS, Meta.namespace(monitor))) {
            if (!LabelSelector.of(Json.at(monitor, "spec", "selector")).test(Meta.labels(pod))) {
                continue;
            }
            for (JsonNode container : Json.at(pod, "spec", "containers")) {
                for (JsonNode port : container.path("ports")) {
                    if (wanted.isEmpty() || wanted.equals(port.path("name").asText())) {
                        String job = Meta.namespace(monitor) + "/" + Meta.name(monitor);
                        add(pod, port.path("containerPort").asInt(), endpoint, pool, job, targets);
                    }
                }
            }
        }
    }

    private void ofServices(ObjectNode monitor, JsonNode endpoint, String pool, ArrayNode targets) {
        for (ObjectNode service : plane.list(SERVICES, Meta.namespace(monitor))) {
            if (!LabelSelector.of(Json.at(monitor, "spec", "selector")).test(Meta.labels(service))) {
                continue;
            }
            ObjectNode selector = Json.object();
            selector.set("matchLabels", Json.at(service, "spec", "selector"));
            for (JsonNode port : Json.at(service, "spec", "ports")) {
                if (!endpoint.path("port").asText().equals(port.path("name").asText())) {
                    continue;
                }
                int number = port.path("targetPort").asInt(port.path("port").asInt());
                for (ObjectNode pod : plane.list(ControlPlane.PODS, Meta.namespace(service))) {
                    if (LabelSelector.of(selector).test(Meta.labels(pod))) {
                        add(pod, number, endpoint, pool, Meta.name(service), targets);
                    }
                }
            }
        }
    }

    private void add(ObjectNode pod, int port, JsonNode endpoint, String pool, String job, ArrayNode targets) {
        String address = Json.text(pod, "status", "podIP") + ":" + port;
        String path = endpoint.path("path").asText("/metrics");
        boolean listens = PortListeners.of(new PortCall(pod, port, view)).isPresent();
        boolean up = Pods.ready(pod) && listens;
        ObjectNode target = targets.addObject()
                .put("scrapePool", pool)
                .put("scrapeUrl", "http://" + address + path)
                .put("up", up);
        target.put(
                "error",
                up
                        ? ""
                        : "Get \"http://" + address + path + "\": dial tcp " + address
                                + ": connect: connection refused");
        target.putObject("labels")
                .put("job", job)
                .put("instance", address)
                .put("namespace", Meta.namespace(pod))
                .put("pod", Meta.name(pod));
    }
}
