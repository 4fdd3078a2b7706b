package io.jenkins.plugins.aks.notation;

import java.util.stream.Stream;

/** Who vouches for the signing time: with {@code notary.x509} nobody, with a signing authority that authority. */
public enum SigningScheme {
    X509("notary.x509", TrustStoreType.CA),
    SIGNING_AUTHORITY("notary.x509.signingAuthority", TrustStoreType.SIGNING_AUTHORITY);

    private final String id;
    private final TrustStoreType store;

    SigningScheme(String id, TrustStoreType store) {
        this.id = id;
        this.store = store;
    }

    static SigningScheme of(String id) throws NotationException {
        return Stream.of(values())
                .filter(scheme -> scheme.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new NotationException("unsupported signingScheme: " + id));
    }

    public String id() {
        return id;
    }

    /** The type of trust store that holds the certificates of this scheme's signers. */
    TrustStoreType store() {
        return store;
    }
}
