package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Endpoints of the ready pods behind a service, and a public address for a load balancer. */
final class ServiceController implements Controller {
    private static final ResourceType SERVICES = BuiltInTypes.kind("Service");
    private static final ResourceType ENDPOINTS = BuiltInTypes.kind("Endpoints");

    private final ControlPlane plane;

    ServiceController(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (ObjectNode service : plane.list(SERVICES)) {
            if (!Json.at(service, "spec", "selector").isEmpty()) {
                endpoints(service);
            }
            loadBalancer(service);
        }
        for (JsonNode endpoints : plane.list(ENDPOINTS)) {
            boolean orphan = plane.get(SERVICES, Meta.namespace(endpoints), Meta.name(endpoints))
                    .isEmpty();
            if (orphan && Meta.labels(endpoints).has("endpoints.kubernetes.io/managed-by")) {
                plane.remove(ENDPOINTS, endpoints);
            }
        }
    }

    private void endpoints(JsonNode service) {
        String namespace = Meta.namespace(service);
        Predicate<JsonNode> selector = LabelSelector.matching(Json.at(service, "spec", "selector"));
        List<JsonNode> ready = new ArrayList<>();
        List<JsonNode> notReady = new ArrayList<>();
        for (JsonNode pod : plane.list(ControlPlane.PODS, namespace)) {
            if (selector.test(Meta.labels(pod))
                    && Pods.active(pod)
                    && hasNode(pod)
                    && !Json.text(pod, "status", "podIP").isEmpty()) {
                (Pods.ready(pod) ? ready : notReady).add(pod);
            }
        }
        if (Json.at(service, "spec", "publishNotReadyAddresses").asBoolean()) {
            ready.addAll(notReady);
            notReady.clear();
        }
        ArrayNode subsets = Json.array();
        if (!ready.isEmpty() || !notReady.isEmpty()) {
            ObjectNode subset = subsets.addObject();
            addresses(subset, "addresses", ready, Meta.name(service));
            addresses(subset, "notReadyAddresses", notReady, Meta.name(service));
            JsonNode sample = ready.isEmpty() ? notReady.get(0) : ready.get(0);
            ports(subset.putArray("ports"), service, sample);
        }
        Optional<ObjectNode> stored = plane.get(ENDPOINTS, namespace, Meta.name(service));
        ObjectNode endpoints = stored.orElseGet(() -> fresh(service));
        if (subsets.isEmpty()) {
            endpoints.remove("subsets");
        } else {
            endpoints.set("subsets", subsets);
        }
        if (stored.isEmpty()) {
            plane.create(ENDPOINTS, endpoints);
        } else {
            plane.save(ENDPOINTS, endpoints);
        }
    }

    private boolean hasNode(JsonNode pod) {
        return plane.get(ControlPlane.NODES, "", Json.text(pod, "spec", "nodeName"))
                .isPresent();
    }

    private static ObjectNode fresh(JsonNode service) {
        ObjectNode endpoints = Json.object().put("kind", "Endpoints").put("apiVersion", "v1");
        Meta.of(endpoints).put("name", Meta.name(service)).put("namespace", Meta.namespace(service));
        Json.child(endpoints, "metadata", "labels").put("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        return endpoints;
    }

    private static void addresses(ObjectNode subset, String field, List<JsonNode> pods, String service) {
        if (pods.isEmpty()) {
            return;
        }
        ArrayNode list = subset.putArray(field);
        for (JsonNode pod : pods) {
            ObjectNode address = list.addObject().put("ip", Json.text(pod, "status", "podIP"));
            address.put("nodeName", Json.text(pod, "spec", "nodeName"));
            if (Json.text(pod, "spec", "subdomain").equals(service)
                    && pod.path("spec").has("hostname")) {
                address.put("hostname", Json.text(pod, "spec", "hostname"));
            }
            ObjectNode reference = address.putObject("targetRef").put("kind", "Pod");
            reference
                    .put("namespace", Meta.namespace(pod))
                    .put("name", Meta.name(pod))
                    .put("uid", Meta.uid(pod));
        }
    }

    private static void ports(ArrayNode ports, JsonNode service, JsonNode pod) {
        for (JsonNode port : Json.at(service, "spec", "ports")) {
            ObjectNode entry = ports.addObject();
            if (port.has("name")) {
                entry.set("name", port.get("name"));
            }
            entry.put("port", targetPort(port.path("targetPort"), pod)).put("protocol", Json.text(port, "protocol"));
        }
    }

    private static int targetPort(JsonNode target, JsonNode pod) {
        if (target.isNumber()) {
            return target.asInt();
        }
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            for (JsonNode port : container.path("ports")) {
                if (Json.text(port, "name").equals(target.asText())) {
                    return port.path("containerPort").asInt();
                }
            }
        }
        return 0;
    }

    private void loadBalancer(ObjectNode service) {
        boolean wanted = Json.text(service, "spec", "type").equals("LoadBalancer");
        boolean there = !Json.at(service, "status", "loadBalancer", "ingress").isEmpty();
        if (wanted == there) {
            return;
        }
        if (!wanted) {
            Json.child(service, "status", "loadBalancer").remove("ingress");
            plane.save(SERVICES, service);
            return;
        }
        Instant created = Meta.instant(Json.at(service, "metadata", "creationTimestamp"));
        if (plane.reached(created.plus(plane.delays().loadBalancer()))) {
            int hash = Meta.uid(service).hashCode() & 0x7fffffff;
            // Loopback, so that whoever asks for it stays on this machine.
            String ip = "127." + (18 + hash % 200) + "." + hash / 200 % 250 + "." + (hash / 50000 % 250 + 1);
            Json.child(service, "status", "loadBalancer")
                    .putArray("ingress")
                    .addObject()
                    .put("ip", ip)
                    .put("ipMode", "VIP");
            plane.save(SERVICES, service);
            plane.events().normal("service-controller", service, "EnsuredLoadBalancer", "Ensured load balancer");
        }
    }
}
