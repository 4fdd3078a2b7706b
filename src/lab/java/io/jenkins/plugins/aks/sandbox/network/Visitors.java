package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Traffic from the world: somebody tries each Service with an address on the Internet every few seconds. It is made up
 * when somebody looks, or before the policies change, for the time since; of a long time only the end.
 */
public final class Visitors {
    private static final JsonNode DATA = read();

    private final ClusterView cluster;

    public Visitors(ClusterView cluster) {
        this.cluster = cluster;
    }

    private static JsonNode read() {
        try (InputStream in = Visitors.class.getResourceAsStream("/sandbox/visitors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's visitors cannot be read", e);
        }
    }

    /** Makes the visits that were due until now, under the policies that are in force. */
    public void catchUp() {
        cluster.standingStill(this::visits);
    }

    private void visits() {
        Instant now = cluster.now();
        String key = "k8s/" + cluster.key() + "/network/visitors";
        synchronized (FlowLog.class) {
            Duration every =
                    cluster.real(Duration.ofSeconds(DATA.path("everySeconds").asInt()));
            Instant earliest = now.minus(every.multipliedBy(DATA.path("most").asInt()));
            Instant next = cluster.store()
                    .get(key)
                    .map(document ->
                            Instant.parse(document.path("last").asText()).plus(every))
                    .orElse(earliest);
            Instant visit = next.isBefore(earliest) ? earliest : next;
            if (visit.isAfter(now)) {
                return;
            }
            Instant last = visit;
            for (; !visit.isAfter(now); visit = visit.plus(every)) {
                last = visit;
                visit(visit);
            }
            cluster.store().put(key, JsonNodeFactory.instance.objectNode().put("last", last.toString()));
        }
    }

    private void visit(Instant at) {
        Topology topology = new Topology(cluster);
        Policies policies = new Enforcement(cluster.store(), cluster.key()).policies();
        for (ObjectNode service : cluster.list("Service", "")) {
            if (service.at("/status/loadBalancer/ingress/0/ip").asText().isEmpty()) {
                continue;
            }
            for (JsonNode port : service.at("/spec/ports")) {
                for (Topology.Backend backend : topology.backends(service, port)) {
                    topology.pod(backend.ip()).filter(pod -> wasThere(pod, at)).ifPresent(pod -> {
                        Traffic traffic = new Traffic(
                                Endpoint.world(DATA.path("ip").asText()),
                                topology.endpoint(pod),
                                Protocol.TCP,
                                backend.port());
                        new FlowRecorder(cluster, at).decided(traffic, policies.decide(traffic, SeenNames.NONE));
                    });
                    break;
                }
            }
        }
    }

    private static boolean wasThere(JsonNode pod, Instant at) {
        String started = pod.at("/status/startTime").asText();
        return !started.isEmpty() && Instant.parse(started).isBefore(at);
    }
}
