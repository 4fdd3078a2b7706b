package io.jenkins.plugins.aks.sandbox.network;

import java.util.Set;

/** The names for which the DNS proxy has seen an address in answers to a pod; only those rules for names can mean. */
@FunctionalInterface
public interface SeenNames {

    SeenNames NONE = (pod, ip) -> Set.of();

    /** The names under which {@code pod} got to know {@code ip}. */
    Set<String> of(Endpoint pod, String ip);
}
