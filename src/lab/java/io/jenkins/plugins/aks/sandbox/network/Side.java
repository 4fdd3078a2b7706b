package io.jenkins.plugins.aks.sandbox.network;

import java.util.Locale;

/** Where traffic is judged: when it leaves its source, and when it comes to its destination. */
public enum Side {
    EGRESS,
    INGRESS;

    /** The name of the side in manifests. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
