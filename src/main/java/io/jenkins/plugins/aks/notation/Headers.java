package io.jenkins.plugins.aks.notation;

import java.util.Set;

/** The names of the specification's own headers. */
final class Headers {
    static final String SCHEME = "io.cncf.notary.signingScheme";
    static final String SIGNING_TIME = "io.cncf.notary.signingTime";
    static final String AUTHENTIC_SIGNING_TIME = "io.cncf.notary.authenticSigningTime";
    static final String EXPIRY = "io.cncf.notary.expiry";
    static final String AGENT = "io.cncf.notary.signingAgent";
    static final String TIMESTAMP = "io.cncf.notary.timestampSignature";
    /** The plugin that must verify; we have none. */
    static final String PLUGIN = "io.cncf.notary.verificationPlugin";

    static final Set<String> SIGNED = Set.of(SCHEME, SIGNING_TIME, AUTHENTIC_SIGNING_TIME, EXPIRY);

    private Headers() {}
}
