package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What runs in a cluster's containers sees of the cluster; takes the cluster's lock for each question. */
final class LiveView implements ClusterView {
    private final String key;
    private final Cluster cluster;
    private final Store store;
    private final Delays delays;

    LiveView(String key, Cluster cluster, Store store, Delays delays) {
        this.key = key;
        this.cluster = cluster;
        this.store = store;
        this.delays = delays;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Optional<ObjectNode> get(String kind, String namespace, String name) {
        synchronized (cluster) {
            return type(kind).flatMap(type -> cluster.objects().get(ObjectKey.of(type, namespace, name)));
        }
    }

    @Override
    public List<ObjectNode> list(String kind, String namespace) {
        synchronized (cluster) {
            return type(kind)
                    .map(type -> cluster.objects().list(type, namespace))
                    .orElse(List.of());
        }
    }

    @Override
    public void standingStill(Runnable work) {
        synchronized (cluster) {
            work.run();
        }
    }

    private Optional<ResourceType> type(String kind) {
        return cluster.types().all().stream()
                .filter(type -> type.kind().equals(kind))
                .findFirst();
    }

    @Override
    public Instant now() {
        return delays.now();
    }

    @Override
    public Duration real(Duration simulated) {
        return delays.real().apply(simulated);
    }

    Duration simulated(Duration passed) {
        return delays.simulated(passed);
    }

    @Override
    public Store store() {
        return store;
    }
}
