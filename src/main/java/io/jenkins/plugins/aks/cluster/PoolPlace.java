package io.jenkins.plugins.aks.cluster;

/**
 * The cluster that a pool belongs to.
 *
 * @param clusterId {@code /subscriptions/…/managedClusters/{cluster}}
 */
record PoolPlace(String subscription, String resourceGroup, String cluster, String clusterId) {}
