package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes down what the agents would tell Hubble of traffic; nothing where nobody observes it. */
final class FlowRecorder implements FlowListener {
    private static final int DROP = 1;
    private static final int TRACE = 4;
    private static final int POLICY_VERDICT = 5;
    private static final int ACCESS_LOG = 129;
    private static final int TO_NETWORK = 11;
    private static final int DENIED = 133;
    private static final int DENY_RULE = 181;
    private static final int FIRST_PORT = 32_768;
    private static final int PORTS = 28_000;

    private final ClusterView cluster;
    private final Instant at;

    FlowRecorder(ClusterView cluster, Instant at) {
        this.cluster = cluster;
        this.at = at;
    }

    static FlowListener of(ClusterView cluster) {
        boolean observed = cluster.get("Service", "kube-system", "hubble-relay").isPresent();
        return observed ? new FlowRecorder(cluster, cluster.now()) : FlowListener.NONE;
    }

    @Override
    public void decided(Traffic traffic, Decision decision) {
        FlowLog log = new FlowLog(cluster.store(), cluster.key());
        if (decision.allowed()) {
            boolean inside = traffic.to().isPod();
            ObjectNode event = event(traffic, inside ? Side.INGRESS : Side.EGRESS, "FORWARDED", log.next());
            event.put("type", TRACE).put("sub", inside ? 0 : TO_NETWORK);
            log.append(List.of(event));
            return;
        }
        int reason = decision.forbidden() ? DENY_RULE : DENIED;
        ObjectNode verdict = event(traffic, decision.side(), "DROPPED", log.next());
        verdict.put("type", POLICY_VERDICT).put("sub", 0).put("reason", reason);
        ObjectNode drop = verdict.deepCopy().put("type", DROP).put("sub", reason);
        log.append(List.of(verdict, drop));
    }

    @Override
    public void refusedName(Traffic traffic, String name) {
        FlowLog log = new FlowLog(cluster.store(), cluster.key());
        ObjectNode event = event(traffic, Side.EGRESS, "DROPPED", log.next());
        event.put("type", ACCESS_LOG).put("summary", "DNS Query " + name + ". A");
        log.append(List.of(event));
    }

    private ObjectNode event(Traffic traffic, Side side, String verdict, long number) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("time", at.toString()).put("verdict", verdict).put("direction", side.name());
        event.put("protocol", traffic.protocol().name());
        event.set("from", end(traffic.from(), (int) (FIRST_PORT + number * 7 % PORTS)));
        ObjectNode to = end(traffic.to(), traffic.port());
        if (traffic.from().isPod() && traffic.to().isOutside()) {
            new StoredNames(cluster).of(traffic.from(), traffic.to().ip()).forEach(to.putArray("names")::add);
        }
        event.set("to", to);
        event.put("node", node(traffic.subject(side)));
        event.put(
                "summary",
                traffic.protocol() == Protocol.TCP
                        ? "TCP Flags: SYN"
                        : traffic.protocol().name());
        return event;
    }

    private String node(Endpoint subject) {
        Optional<ObjectNode> pod =
                subject.isPod() ? cluster.get("Pod", subject.namespace(), subject.name()) : Optional.empty();
        return pod.map(found -> found.at("/spec/nodeName").asText()).orElse("");
    }

    private ObjectNode end(Endpoint endpoint, int port) {
        ObjectNode end = JsonNodeFactory.instance.objectNode();
        end.put("ip", endpoint.ip()).put("port", port).put("namespace", endpoint.namespace());
        if (endpoint.isPod()) {
            end.put("pod", endpoint.name()).put("workload", workload(endpoint));
        }
        endpoint.labels().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(label -> end.withArray("labels")
                        .add(
                                label.getKey().startsWith("reserved:")
                                        ? label.getKey()
                                        : "k8s:" + label.getKey() + "=" + label.getValue()));
        return end.put("identity", identity(endpoint));
    }

    /** The reserved ones are Cilium's; the others are above 256 and the same for the same labels. */
    private static int identity(Endpoint endpoint) {
        return switch (endpoint.kind()) {
            case HOST -> 1;
            case WORLD -> 2;
            case REMOTE_NODE -> 6;
            case API_SERVER -> 7;
            case POD -> 257 + Math.floorMod(endpoint.labels().hashCode(), 65_000);
        };
    }

    private String workload(Endpoint pod) {
        JsonNode owner = cluster.get("Pod", pod.namespace(), pod.name())
                .map(found -> found.at("/metadata/ownerReferences/0"))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        String name = owner.path("name").asText();
        return owner.path("kind").asText().equals("ReplicaSet") ? name.replaceFirst("-[^-]*$", "") : name;
    }
}
