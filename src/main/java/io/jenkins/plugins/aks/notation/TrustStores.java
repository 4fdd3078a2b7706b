package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The trust stores that a policy names.
 *
 * @param policy names them
 * @param stores all that there are
 */
record TrustStores(TrustPolicy policy, List<TrustStore> stores) {
    TrustStores {
        stores = List.copyOf(stores);
    }

    boolean has(TrustStoreType type) {
        return policy.trustStores().stream().anyMatch(id -> id.startsWith(type.id() + ":"));
    }

    /** The certificates of all stores of a type that the policy names. */
    List<X509Certificate> certificates(TrustStoreType type) throws NotationException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String id : policy.trustStores()) {
            if (id.startsWith(type.id() + ":")) {
                certificates.addAll(find(id, type).certificates());
            }
        }
        return certificates;
    }

    private TrustStore find(String id, TrustStoreType type) throws NotationException {
        return stores.stream()
                .filter(store -> store.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotationException("the trust store \""
                        + id.substring(type.id().length() + 1) + "\" of type \"" + type.id() + "\" does not exist"));
    }
}
