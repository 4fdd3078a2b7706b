package io.jenkins.plugins.aks.sandbox.kubernetes;

/** The custom resources for network policies that Cilium brings to a cluster with its data plane. */
final class CiliumDefinitions {
    private CiliumDefinitions() {}

    static void create(ControlPlane plane) {
        AddonDefinitions cilium = new AddonDefinitions(plane, "cilium.io", "v2").showing("Valid");
        cilium.create("CiliumNetworkPolicy", "ciliumnetworkpolicies", "Namespaced", "cnp", "ciliumnp");
        cilium.create("CiliumClusterwideNetworkPolicy", "ciliumclusterwidenetworkpolicies", "Cluster", "ccnp");
    }
}
