package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view of a cluster while nothing changes in it: what was asked for once is kept. */
final class FrozenView implements ClusterView {
    private final ClusterView live;
    private final Map<List<String>, Optional<ObjectNode>> objects = new HashMap<>();
    private final Map<List<String>, List<ObjectNode>> lists = new HashMap<>();

    FrozenView(ClusterView live) {
        this.live = live;
    }

    @Override
    public String key() {
        return live.key();
    }

    @Override
    public Optional<ObjectNode> get(String kind, String namespace, String name) {
        return objects.computeIfAbsent(List.of(kind, namespace, name), key -> live.get(kind, namespace, name));
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        return lists.computeIfAbsent(List.of(kind, namespace), key -> live.list(kind, namespace));
    }

    @Override
    public void standingStill(Runnable work) {
        live.standingStill(work);
    }

    @Override
    public Instant now() {
        return live.now();
    }

    @Override
    public Duration real(Duration simulated) {
        return live.real(simulated);
    }

    @Override
    public Store store() {
        return live.store();
    }
}
