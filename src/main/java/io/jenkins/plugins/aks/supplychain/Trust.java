package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.TrustPolicy;
import io.jenkins.plugins.aks.notation.TrustPolicyDocument;
import io.jenkins.plugins.aks.notation.TrustStore;
import io.jenkins.plugins.aks.notation.TrustStoreType;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whom a verification trusts: a policy, and the certificates of its trust stores (W129-W133). Read once. */
final class Trust {
    static final String STORES = "trustStores";

    private final PolicySource policy;
    private final Map<String, String> stores;
    private TrustPolicyDocument document;
    private List<TrustStore> read;

    /** @param stores by {@code type:name}, each a {@link CertificateSource} */
    Trust(PolicySource policy, Map<String, String> stores) {
        this.policy = policy;
        this.stores = new TreeMap<>(stores);
    }

    /** Refuses what can be seen without looking. */
    void check() throws InvalidParameterException {
        for (Map.Entry<String, String> store : stores.entrySet()) {
            type(store.getKey());
            CertificateSource source = new CertificateSource(STORES, store.getValue());
            if (source.text().isEmpty()) {
                throw new InvalidParameterException(
                        STORES, store.getKey(), CertificateSource.ALLOWED, "This one is empty.");
            }
            source.check();
        }
        policy.check();
    }

    /** The statement for a repository. */
    TrustPolicy statement(AksSession session, String repository) throws OperationException, TransientException {
        if (document == null) {
            document = policy.read(session);
        }
        try {
            TrustPolicy statement = document.applicable(repository);
            for (String store : statement.trustStores()) {
                if (!stores.containsKey(store)) {
                    throw new InvalidParameterException(
                            STORES,
                            stores.keySet(),
                            "all that the policy names",
                            "The statement '" + statement.name() + "' needs " + store + ": give its certificates.");
                }
            }
            return statement;
        } catch (NotationException e) {
            throw new InvalidParameterException(
                    policy.parameter(), repository, "a repository that the policy has a statement for", e.getMessage());
        }
    }

    List<TrustStore> stores(AksSession session) throws OperationException, TransientException {
        if (read == null) {
            List<TrustStore> found = new ArrayList<>();
            for (Map.Entry<String, String> store : stores.entrySet()) {
                found.add(store(session, store.getKey(), store.getValue()));
            }
            read = found;
        }
        return read;
    }

    private static TrustStore store(AksSession session, String id, String source)
            throws OperationException, TransientException {
        try {
            return TrustStore.of(
                    type(id), id.substring(id.indexOf(':') + 1), new CertificateSource(STORES, source).read(session));
        } catch (NotationException e) {
            throw new InvalidParameterException(
                    STORES, id, "certificates of authorities, or self-signed ones", e.getMessage() + ".");
        }
    }

    private static TrustStoreType type(String id) throws InvalidParameterException {
        int colon = Math.max(0, id.indexOf(':'));
        return TrustStoreType.of(id.substring(0, colon))
                .orElseThrow(() -> new InvalidParameterException(
                        STORES,
                        id,
                        "ca:<name>, signingAuthority:<name> or tsa:<name>",
                        "Workshop W130 has ca:wabbit-networks.io."));
    }
}
