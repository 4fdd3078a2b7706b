package io.jenkins.plugins.aks.sandbox;

import java.util.HexFormat;
import java.util.Locale;

/** The short name under which a cluster's Kubernetes API is served: {@code {url}/k8s/{key}}. */
public final class ClusterKeys {
    private ClusterKeys() {}

    /** @param clusterId the managed cluster's resource id, in any case */
    public static String keyOf(String clusterId) {
        byte[] hash = Ids.sha256(clusterId.toLowerCase(Locale.ROOT));
        return HexFormat.of().formatHex(hash, 0, 5);
    }
}
