package io.jenkins.plugins.aks.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The clusters and pools that tests ask for. */
final class Specs {
    static final NetworkSpec NO_NETWORK = new NetworkSpec(null, null, null, null, null, null, null, null, null);
    static final AccessSpec NO_ACCESS = new AccessSpec(null, null, null, null, null, null, null, null);

    private Specs() {}

    /** W011, with a version that is offered today. */
    static ClusterSpec workshop() {
        return cluster(
                "westeurope",
                "Standard",
                "1.34",
                new NetworkSpec("standard", "azure", "overlay", "cilium", "cilium", true, null, null, null),
                NO_ACCESS,
                pool("systempool")
                        .count(3)
                        .osSku("AzureLinux")
                        .zones("1", "2", "3")
                        .build());
    }

    /** W157: nothing but a name. */
    static ClusterSpec bare() {
        return cluster(
                null, null, null, NO_NETWORK, NO_ACCESS, pool("nodepool1").build());
    }

    static ClusterSpec cluster(
            String location, String tier, String version, NetworkSpec network, AccessSpec access, PoolSpec pool) {
        return new ClusterSpec(
                Catalogue.SUBSCRIPTION,
                "myResourceGroup",
                Catalogue.GROUP,
                "myAKSCluster",
                location,
                tier,
                version,
                null,
                null,
                null,
                network,
                access,
                pool,
                null);
    }

    static PoolPlace place() {
        return new PoolPlace(Catalogue.SUBSCRIPTION, "myResourceGroup", "myAKSCluster", Catalogue.CLUSTER);
    }

    static NodeWait wait10Minutes() {
        return new NodeWait(Duration.ofMinutes(10));
    }

    static PoolBuilder pool(String name) {
        return new PoolBuilder(name);
    }

    /** A pool with what a test is about. */
    static final class PoolBuilder {
        private final String name;
        private Integer count;
        private String vmSize;
        private String mode;
        private String osSku;
        private List<String> zones;
        private Boolean autoscaler;
        private Integer minCount;
        private Integer maxCount;
        private Map<String, String> labels;
        private List<String> taints;
        private String version;
        private Boolean spot;

        private PoolBuilder(String name) {
            this.name = name;
        }

        PoolBuilder count(int value) {
            count = value;
            return this;
        }

        PoolBuilder vmSize(String value) {
            vmSize = value;
            return this;
        }

        PoolBuilder mode(String value) {
            mode = value;
            return this;
        }

        PoolBuilder osSku(String value) {
            osSku = value;
            return this;
        }

        PoolBuilder zones(String... value) {
            zones = List.of(value);
            return this;
        }

        PoolBuilder autoscaler(Boolean on) {
            autoscaler = on;
            return this;
        }

        PoolBuilder between(int min, int max) {
            minCount = min;
            maxCount = max;
            return this;
        }

        PoolBuilder labels(Map<String, String> value) {
            labels = value;
            return this;
        }

        PoolBuilder taints(String... value) {
            taints = List.of(value);
            return this;
        }

        PoolBuilder version(String value) {
            version = value;
            return this;
        }

        PoolBuilder spot() {
            spot = true;
            return this;
        }

        PoolSpec build() {
            return new PoolSpec(
                    name,
                    count,
                    vmSize,
                    mode,
                    osSku,
                    null,
                    zones,
                    autoscaler,
                    minCount,
                    maxCount,
                    null,
                    labels,
                    taints,
                    version,
                    spot,
                    null,
                    null);
        }
    }
}
