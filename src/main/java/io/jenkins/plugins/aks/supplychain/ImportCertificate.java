package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A certificate with its key from a file of the workspace; imported where the vault has another one or none. */
final class ImportCertificate implements Operation<AksSession> {
    private static final String ASKED = "asked";
    private static final Duration MOVES = Duration.ofSeconds(5);

    private final VaultAccess access;
    private final String name;
    private final KeyFile source;
    private final boolean exportable;
    private final Map<String, String> tags;

    ImportCertificate(VaultAccess access, String name, KeyFile source, boolean exportable, Map<String, String> tags) {
        this.access = access;
        this.name = name;
        this.source = source;
        this.exportable = exportable;
        this.tags = Map.copyOf(tags);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KeyFile.Content content = source.read(session);
        return access.enter(
                session,
                journal,
                VaultCertificates::new,
                (place, certificates) -> converge(session, journal, place, certificates, content));
    }

    private Turn converge(
            AksSession session,
            Journal journal,
            VaultPlace place,
            VaultCertificates certificates,
            KeyFile.Content content)
            throws OperationException, TransientException, IOException {
        boolean asked = journal.get(ASKED).isPresent();
        Optional<JsonNode> current = certificates.find(name);
        if (current.isPresent()) {
            VaultCertificate found = VaultCertificate.read(current.get());
            if (found.x509().equals(content.leaf())
                    && found.json().at("/attributes/enabled").asBoolean(true)) {
                return Turn.done(CertificateResult.of(place, name, found, asked));
            }
        } else if (certificates.isDeleted(name)) {
            certificates.recover(name);
            session.log().line("Certificate " + name + ": recovering the deleted one of this name.");
            return Turn.again(MOVES, "certificate " + name + ": recovering");
        }
        journal.put(ASKED, "true").save();
        certificates.importOne(name, body(content));
        session.log().line("Certificate " + name + ": imported " + source.path() + " into key vault " + place.name());
        return Turn.again(Duration.ZERO, "certificate " + name + ": imported");
    }

    private ObjectNode body(KeyFile.Content content) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("value", content.value().reveal());
        if (content.password() != null) {
            body.put("pwd", content.password().reveal());
        }
        ObjectNode policy = body.putObject("policy");
        policy.putObject("key_props").put("exportable", exportable);
        policy.putObject("secret_props").put("contentType", content.contentType());
        body.putObject("attributes").put("enabled", true);
        if (!tags.isEmpty()) {
            ObjectNode all = body.putObject("tags");
            tags.forEach(all::put);
        }
        return body;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("certificate " + name
                + (journal.get(ASKED).isPresent() ? " may have been imported" : " was not changed"));
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(access.group() + "/" + access.vault() + "/certificates/" + name);
    }
}
