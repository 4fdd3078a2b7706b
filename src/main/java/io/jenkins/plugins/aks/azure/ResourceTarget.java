package io.jenkins.plugins.aks.azure;

/**
 * Which resource an operation is about.
 *
 * @param subject what the log calls it, e.g. {@code "cluster demo"}
 * @param path the resource id
 * @param apiVersion see {@link ApiVersions}
 * @param guard the id of the cluster that must be at rest, with all its pools, before a write, because AKS admits one
 *     writer at a time; empty for none
 */
public record ResourceTarget(String subject, String path, String apiVersion, String guard) {

    /** A resource that no cluster guards. */
    public static ResourceTarget of(String subject, String path, String apiVersion) {
        return new ResourceTarget(subject, path, apiVersion, "");
    }

    /** @param clusterId {@code /subscriptions/…/managedClusters/{name}} */
    public static ResourceTarget cluster(String clusterId) {
        String name = ResourceId.parse(clusterId).name();
        return new ResourceTarget("cluster " + name, clusterId, ApiVersions.CONTAINER_SERVICE, clusterId);
    }

    /** @param clusterId the pool's cluster, which guards it */
    public static ResourceTarget pool(String clusterId, String pool) {
        String path = clusterId + "/agentPools/" + pool;
        return new ResourceTarget("node pool " + pool, path, ApiVersions.CONTAINER_SERVICE, clusterId);
    }

    /** The key that admits one writer at a time. */
    String writerKey() {
        return guard.isEmpty() ? path : guard;
    }
}
