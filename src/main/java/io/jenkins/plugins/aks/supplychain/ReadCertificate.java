package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.VaultAccess;

/** A certificate that must be there (W127). */
final class ReadCertificate implements Operation<AksSession> {
    private final VaultAccess access;
    private final String name;

    ReadCertificate(VaultAccess access, String name) {
        this.access = access;
        this.name = name;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return access.enter(
                session,
                journal,
                VaultCertificates::new,
                (place, certificates) -> Turn.done(CertificateResult.of(
                        place,
                        name,
                        VaultCertificate.read(certificates
                                .find(name)
                                .orElseThrow(() ->
                                        new OperationException("certificate " + name + ": key vault " + place.name()
                                                + " has none of this name. Create it with keyVaultCertificate(subject:"
                                                + " …), or correct the name."))),
                        false)));
    }
}
