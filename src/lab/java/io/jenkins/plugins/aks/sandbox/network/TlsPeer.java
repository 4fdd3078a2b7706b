package io.jenkins.plugins.aks.sandbox.network;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a client of TLS meets.
 *
 * @param speaks whether it answers a handshake
 * @param chain that it shows; empty for one of a public authority, which the sandbox does not have
 * @param wantsClient whether it closes the connection of a client without a certificate
 */
record TlsPeer(Connection.Outcome outcome, boolean speaks, List<X509Certificate> chain, boolean wantsClient) {

    static TlsPeer failed(Connection.Outcome outcome) {
        return new TlsPeer(outcome, false, List.of(), false);
    }

    static TlsPeer notTls() {
        return new TlsPeer(Connection.Outcome.OPEN, false, List.of(), false);
    }

    static TlsPeer publicOne() {
        return new TlsPeer(Connection.Outcome.OPEN, true, List.of(), false);
    }

    boolean isPublic() {
        return speaks && chain.isEmpty();
    }
}
