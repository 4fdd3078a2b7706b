package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** What a cluster's DNS proxy has seen, for as long as the answers are valid. */
final class StoredNames implements NameMemory {
    private static final Duration VALID = Duration.ofMinutes(5);

    private final ClusterView cluster;

    StoredNames(ClusterView cluster) {
        this.cluster = cluster;
    }

    @Override
    public Set<String> of(Endpoint pod, String ip) {
        Set<String> names = new TreeSet<>();
        JsonNode seen = cluster.store()
                .get(key(pod))
                .map(document -> document.path(ip))
                .orElse(JsonNodeFactory.instance.objectNode());
        seen.fields().forEachRemaining(name -> {
            if (Instant.parse(name.getValue().asText()).isAfter(cluster.now())) {
                names.add(name.getKey());
            }
        });
        return names;
    }

    @Override
    public void remember(Endpoint pod, String name, String ip) {
        ObjectNode document = cluster.store().get(key(pod)).orElseGet(JsonNodeFactory.instance::objectNode);
        document.withObjectProperty(ip)
                .put(name, cluster.now().plus(cluster.real(VALID)).toString());
        cluster.store().put(key(pod), document);
    }

    private String key(Endpoint pod) {
        return "k8s/" + cluster.key() + "/network/names/" + pod.namespace() + "/" + pod.name();
    }
}
