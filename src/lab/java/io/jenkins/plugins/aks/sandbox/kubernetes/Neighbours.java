package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.Optional;

/** The other clusters, for what acts across them: a fleet's hub. */
@FunctionalInterface
interface Neighbours {

    /** @return empty where there is no cluster with this key */
    Optional<Cluster> find(String key);
}
