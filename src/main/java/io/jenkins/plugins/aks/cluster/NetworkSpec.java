package io.jenkins.plugins.aks.cluster;

/**
 * What {@code aksCreate} was asked of the cluster's network; null means not given.
 *
 * @param acns true for Advanced Container Networking Services
 */
record NetworkSpec(
        String loadBalancerSku,
        String plugin,
        String pluginMode,
        String dataplane,
        String policy,
        Boolean acns,
        String podCidr,
        String serviceCidr,
        String dnsServiceIp) {}
