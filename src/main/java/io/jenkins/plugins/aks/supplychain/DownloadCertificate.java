package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Optional;

/** Writes the certificate of an operation's result into the workspace, as PEM (W129). */
final class DownloadCertificate implements Operation<AksSession> {
    private final Operation<AksSession> certificate;
    private final String path;

    DownloadCertificate(Operation<AksSession> certificate, String path) {
        this.certificate = certificate;
        this.path = path;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Turn turn = certificate.advance(session, journal);
        if (turn instanceof Turn.Done done) {
            session.workspace()
                    .write("download", path, String.valueOf(done.result().get("pem")));
        }
        return turn;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return certificate.abort(session, journal, how);
    }

    @Override
    public Optional<String> writerKey() {
        return certificate.writerKey();
    }
}
