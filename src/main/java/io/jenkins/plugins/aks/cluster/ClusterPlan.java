package io.jenkins.plugins.aks.cluster;

/**
 * What was computed from the service's answers for a cluster that is to be made.
 *
 * @param version of Kubernetes to ask for, {@code x.y} or {@code x.y.z}
 */
record ClusterPlan(String location, String version, String vmSize) {}
