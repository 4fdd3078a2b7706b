package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who is who in a cluster: pods, nodes and services by their addresses. */
final class Topology {
    static final String API_SERVER = "20.62.128.10";
    static final int API_PORT = 443;

    private final ClusterView cluster;

    Topology(ClusterView cluster) {
        this.cluster = cluster;
    }

    /** Where a service sends a port of it. */
    record Backend(String ip, int port) {}

    Endpoint endpoint(JsonNode pod) {
        String ip = pod.at("/status/podIP").asText();
        if (pod.at("/spec/hostNetwork").asBoolean()) {
            return Endpoint.node(pod.at("/spec/nodeName").asText(), ip, true);
        }
        String namespace = pod.at("/metadata/namespace").asText();
        return Endpoint.pod(
                namespace,
                pod.at("/metadata/name").asText(),
                ip,
                texts(pod.at("/metadata/labels")),
                namespaceLabels(namespace),
                ports(pod));
    }

    /** @param from who asks: a node is another thing for its own pods */
    Endpoint at(String ip, JsonNode from) {
        if (ip.equals(API_SERVER)) {
            return Endpoint.apiServer(ip);
        }
        Optional<ObjectNode> pod = pod(ip);
        if (pod.isPresent()) {
            return endpoint(pod.get());
        }
        for (JsonNode node : cluster.list("Node", "")) {
            for (JsonNode address : node.at("/status/addresses")) {
                if (address.path("address").asText().equals(ip)) {
                    String name = node.at("/metadata/name").asText();
                    return Endpoint.node(
                            name, ip, name.equals(from.at("/spec/nodeName").asText()));
                }
            }
        }
        return Endpoint.world(ip);
    }

    /** The running pod with an address of its own. */
    Optional<ObjectNode> pod(String ip) {
        for (ObjectNode pod : cluster.list("Pod", "")) {
            boolean running = pod.at("/status/phase").asText().equals("Running");
            if (running
                    && pod.at("/status/podIP").asText().equals(ip)
                    && !pod.at("/spec/hostNetwork").asBoolean()) {
                return Optional.of(pod);
            }
        }
        return Optional.empty();
    }

    Optional<JsonNode> service(String namespace, String name) {
        for (JsonNode service : cluster.list("Service", "")) {
            if (service.at("/metadata/namespace").asText().equals(namespace)
                    && service.at("/metadata/name").asText().equals(name)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    /** The service that has the address inside the cluster, or outside as a load balancer's. */
    Optional<JsonNode> serviceAt(String ip) {
        for (JsonNode service : cluster.list("Service", "")) {
            boolean outside = service.at("/status/loadBalancer/ingress")
                    .findValuesAsText("ip")
                    .contains(ip);
            if (outside || service.at("/spec/clusterIP").asText().equals(ip)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    /** Empty where the service does not have the port. */
    Optional<JsonNode> port(JsonNode service, int port, Protocol protocol) {
        for (JsonNode each : service.at("/spec/ports")) {
            boolean same = each.path("protocol").asText("TCP").equals(protocol.name());
            boolean dns = port == 53 && each.path("port").asInt() == 53;
            if (each.path("port").asInt() == port && (same || dns)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The ready pods behind a service's port. */
    List<Backend> backends(JsonNode service, JsonNode port) {
        String namespace = service.at("/metadata/namespace").asText();
        String name = service.at("/metadata/name").asText();
        if (namespace.equals("default") && name.equals("kubernetes")) {
            return List.of(new Backend(API_SERVER, API_PORT));
        }
        List<Backend> backends = new ArrayList<>();
        for (JsonNode endpoints : cluster.list("Endpoints", "")) {
            boolean its = endpoints.at("/metadata/namespace").asText().equals(namespace)
                    && endpoints.at("/metadata/name").asText().equals(name);
            for (JsonNode subset : its ? endpoints.path("subsets") : endpoints.path("none")) {
                for (JsonNode address : subset.path("addresses")) {
                    String ip = address.path("ip").asText();
                    target(port, ip).ifPresent(target -> backends.add(new Backend(ip, target)));
                }
            }
        }
        return backends;
    }

    /** The address of a pod by its own name below its headless service. */
    Optional<String> host(String namespace, String service, String name) {
        for (JsonNode endpoints : cluster.list("Endpoints", namespace)) {
            boolean its = endpoints.at("/metadata/name").asText().equals(service);
            for (JsonNode subset : its ? endpoints.path("subsets") : endpoints.path("none")) {
                for (JsonNode address : subset.path("addresses")) {
                    if (address.path("hostname").asText().equals(name)) {
                        return Optional.of(address.path("ip").asText());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A target port that is a name means each pod's own port of that name. */
    private Optional<Integer> target(JsonNode port, String ip) {
        JsonNode target = port.path("targetPort");
        if (!target.isTextual()) {
            return Optional.of(target.asInt(port.path("port").asInt()));
        }
        if (target.asText().matches("\\d+")) {
            return Optional.of(Integer.parseInt(target.asText()));
        }
        return pod(ip).map(Topology::ports).map(ports -> ports.get(target.asText()));
    }

    private static Map<String, Integer> ports(JsonNode pod) {
        Map<String, Integer> ports = new TreeMap<>();
        for (JsonNode container : pod.at("/spec/containers")) {
            for (JsonNode port : container.path("ports")) {
                if (port.has("name")) {
                    ports.put(
                            port.path("name").asText(),
                            port.path("containerPort").asInt());
                }
            }
        }
        return ports;
    }

    private Map<String, String> namespaceLabels(String namespace) {
        for (JsonNode each : cluster.list("Namespace", "")) {
            if (each.at("/metadata/name").asText().equals(namespace)) {
                return texts(each.at("/metadata/labels"));
            }
        }
        return Map.of();
    }

    private static Map<String, String> texts(JsonNode labels) {
        Map<String, String> texts = new TreeMap<>();
        labels.fields()
                .forEachRemaining(
                        label -> texts.put(label.getKey(), label.getValue().asText()));
        return texts;
    }
}
