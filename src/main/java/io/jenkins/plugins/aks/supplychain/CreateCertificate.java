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

/**
 * A certificate that the vault makes by a policy (W124). One that is there and is as wanted is kept: each creation is a new
 * version, and verifying what an old version signed needs the old version.
 */
final class CreateCertificate implements Operation<AksSession> {
    private static final String ASKED = "asked";
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration MOVES = Duration.ofSeconds(5);

    private final VaultAccess access;
    private final String name;
    private final CertificatePolicy policy;
    private final Duration renewBefore;
    private final Map<String, String> tags;

    CreateCertificate(
            VaultAccess access, String name, CertificatePolicy policy, Duration renewBefore, Map<String, String> tags) {
        this.access = access;
        this.name = name;
        this.policy = policy;
        this.renewBefore = renewBefore;
        this.tags = Map.copyOf(tags);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return access.enter(
                session,
                journal,
                VaultCertificates::new,
                (place, certificates) -> converge(session, journal, place, certificates));
    }

    private Turn converge(AksSession session, Journal journal, VaultPlace place, VaultCertificates certificates)
            throws OperationException, TransientException, IOException {
        boolean asked = journal.get(ASKED).isPresent();
        Optional<JsonNode> pending = certificates.pending(name);
        String status = pending.map(found -> found.path("status").asText()).orElse("");
        if (status.equals("inProgress")) {
            return Turn.again(POLL, "certificate " + name + ": the key vault makes it");
        }
        if (asked && (status.equals("failed") || status.equals("cancelled"))) {
            throw failure(place, status, pending.get());
        }
        Optional<JsonNode> current = certificates.find(name);
        if (current.isPresent()) {
            VaultCertificate found = VaultCertificate.read(current.get());
            Optional<String> difference =
                    found.difference(policy, session.clock().instant(), renewBefore);
            if (difference.isEmpty()) {
                return Turn.done(CertificateResult.of(place, name, found, asked));
            }
            if (asked) {
                throw new OperationException("certificate " + name + " in key vault " + place.name()
                        + ": the vault made it, and " + difference.get() + ". Another build may have asked for another"
                        + " policy at the same time: run the step again.");
            }
            session.log().line("Certificate " + name + ": " + difference.get() + "; a new version is made.");
        } else if (certificates.isDeleted(name)) {
            certificates.recover(name);
            session.log().line("Certificate " + name + ": recovering the deleted one of this name.");
            return Turn.again(MOVES, "certificate " + name + ": recovering");
        }
        journal.put(ASKED, "true").save();
        certificates.create(name, body());
        session.log().line("Certificate " + name + ": asked key vault " + place.name() + " to make it.");
        return Turn.again(MOVES, "certificate " + name + ": the key vault makes it");
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("policy", policy.json());
        body.putObject("attributes").put("enabled", true);
        if (!tags.isEmpty()) {
            ObjectNode all = body.putObject("tags");
            tags.forEach(all::put);
        }
        return body;
    }

    private OperationException failure(VaultPlace place, String status, JsonNode pending) {
        JsonNode error = pending.path("error");
        String reason =
                error.path("code").asText("") + " " + error.path("message").asText("");
        return new OperationException(
                "certificate " + name + " in key vault " + place.name() + ": making it ended as " + status
                        + (reason.isBlank() ? "" : ": " + reason.strip())
                        + ". Correct the policy or the issuer, and run the step again.",
                Map.of("code", error.path("code").asText(status), "vault", place.id()),
                null);
    }

    /** A request that the vault has is cancelled; a version that it made stays. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        if (journal.get(ASKED).isEmpty() || how == OnAbort.DETACH) {
            return Operation.left(
                    "certificate " + name + (journal.get(ASKED).isEmpty() ? " was not changed" : " may still be made"));
        }
        return access.enter(session, journal, VaultCertificates::new, (place, certificates) -> {
            boolean running = certificates
                    .pending(name)
                    .filter(found -> found.path("status").asText().equals("inProgress"))
                    .isPresent();
            if (running) {
                certificates.cancel(name, JsonNodeFactory.instance.objectNode().put("cancellation_requested", true));
            }
            return Operation.left("certificate " + name
                    + (running ? ": the key vault was asked not to make it" : " was made by the key vault"));
        });
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(access.group() + "/" + access.vault() + "/certificates/" + name);
    }
}
