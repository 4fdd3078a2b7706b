package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.VaultAccess;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A root and an intermediate CA for the mesh, in the secrets of a vault and nowhere else (W052 to W057). Keys are in a
 * turn's memory and in requests to the vault.
 */
final class MeshCertificates implements Operation<AksSession> {
    private static final String WROTE = "wrote";
    private static final Duration MOVES = Duration.ofSeconds(5);

    private final VaultAccess vault;
    private final CertificatesSpec spec;

    MeshCertificates(VaultAccess vault, CertificatesSpec spec) {
        this.vault = vault;
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return vault.enter(
                session, journal, VaultSecrets::new, (place, secrets) -> converge(session, journal, place, secrets));
    }

    private Turn converge(AksSession session, Journal journal, VaultPlace place, VaultSecrets secrets)
            throws OperationException, TransientException, IOException {
        CaState state = CaState.read(secrets, spec.secrets());
        Instant now = session.clock().instant();
        for (String name : spec.secrets()) {
            if (!state.has(name) && secrets.isDeleted(name)) {
                wrote(journal);
                secrets.recover(name);
                return Turn.again(MOVES, "secret " + name + ": recovering the deleted one of this name");
            }
        }
        CaPlan plan = new CaPlan(spec, state, now);
        Optional<CaWrite> next = plan.next();
        if (next.isEmpty()) {
            if (plan.rootEndsSoon()) {
                session.log()
                        .line("Secret " + spec.names().rootCert() + ": the root CA ends soon, and its key is not in"
                                + " secret " + spec.rootKey() + " to renew it.");
            }
            return Turn.done(result(journal, place, state));
        }
        CaWrite write = next.get();
        wrote(journal);
        secrets.set(
                write.name(),
                body(state.secret(write.name())).put("value", write.value().get()));
        return Turn.again(Duration.ZERO, "secret " + write.name() + ": " + write.why());
    }

    /** Tagged as {@code az keyvault secret set --file} does it. */
    private static ObjectNode body(Optional<JsonNode> current) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("attributes").put("enabled", true);
        ObjectNode tags = body.putObject("tags");
        current.ifPresent(
                secret -> secret.path("tags").properties().forEach(tag -> tags.set(tag.getKey(), tag.getValue())));
        tags.put("file-encoding", "utf-8");
        return body;
    }

    private static void wrote(Journal journal) throws IOException {
        journal.put(WROTE, "true").save();
    }

    private Map<String, Object> result(Journal journal, VaultPlace place, CaState state) {
        X509Certificate root = state.certificate(spec.names().rootCert()).orElseThrow();
        X509Certificate intermediate = state.certificate(spec.names().caCert()).orElseThrow();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", journal.get(WROTE).isPresent());
        result.put("vault", place.name());
        result.put("vaultId", place.id());
        result.put("secrets", spec.names().asMap());
        result.put("rootSubject", root.getSubjectX500Principal().getName());
        result.put("rootThumbprint", CaPem.thumbprint(root));
        result.put("rootExpires", root.getNotAfter().toInstant().toString());
        result.put("rootPem", CaPem.text(root));
        result.put("intermediateSubject", intermediate.getSubjectX500Principal().getName());
        result.put("intermediateThumbprint", CaPem.thumbprint(intermediate));
        result.put("intermediateExpires", intermediate.getNotAfter().toInstant().toString());
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(WROTE).isPresent()
                        ? "the CA's secrets may be half changed; running the step again makes them fit together"
                        : "the CA's secrets were not changed");
    }
}
