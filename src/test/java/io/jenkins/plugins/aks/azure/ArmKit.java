package io.jenkins.plugins.aks.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.RecordingGate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** A client of Azure Resource Manager over prepared answers; also the session of the operations under test. */
final class ArmKit {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String GROUP = "/subscriptions/s1/resourceGroups/rg";
    static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/demo";
    static final String HOST = "https://management.azure.com";
    static final String TOKEN = "the-access-token";

    final FakeHttp http = new FakeHttp();
    final RecordingGate gate = new RecordingGate();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    MemoryJournal journal = new MemoryJournal();

    final Arm arm = new AzureClients(Cloud.PUBLIC, http, token(), clock).arm(gate);

    static ArmAccess<ArmKit> access() {
        return new ArmAccess<>(kit -> kit.arm, kit -> kit.clock);
    }

    static TokenCredential token() {
        return request -> Mono.just(
                new AccessToken(TOKEN, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    ArmKit answer(int status, String body, String... headers) {
        http.answer(status, body.replace('\'', '"'), headers);
        return this;
    }

    /** As after a kill: what was not saved is forgotten. */
    void restart() {
        journal = journal.reopen();
    }
}
