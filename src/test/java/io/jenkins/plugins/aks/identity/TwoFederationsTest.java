package io.jenkins.plugins.aks.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Engine;
import io.jenkins.plugins.aks.operation.EngineSettings;
import io.jenkins.plugins.aks.operation.Job;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.RecordingHost;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.operation.VirtualTime;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two builds that federate service accounts to one identity at the same time. Entra refuses the second write with 409. */
class TwoFederationsTest extends IdentityTestBase {
    private static final int TURNS = 500;

    private Operation<AksSession> operation(String... accounts) throws Exception {
        return StepOperations.of(federation(accounts), FixedScope.of(session.subscription(), "lab"));
    }

    private List<Integer> credentialWrites() {
        return cloud.sandbox.requests().all().stream()
                .filter(request -> request.method().equals("PUT"))
                .filter(request -> request.path().contains("/federatedIdentityCredentials/"))
                .map(RequestRecord::status)
                .toList();
    }

    private List<String> subjects() {
        return cloud
                .get(identity() + "/federatedIdentityCredentials", "2023-01-31")
                .at("/value")
                .findValuesAsText("subject")
                .stream()
                .sorted()
                .toList();
    }

    private static String subject(String account) {
        return "system:serviceaccount:default:" + account;
    }

    /** A step in a process of its own, one turn at a time; what passes is tried again. */
    private static final class Turns {
        private final SandboxSession session;
        private final Operation<AksSession> operation;
        private final MemoryJournal journal = new MemoryJournal();
        private Map<String, Object> result;

        Turns(SandboxSession session, Operation<AksSession> operation) {
            this.session = session;
            this.operation = operation;
        }

        void take() throws Exception {
            if (result != null) {
                return;
            }
            try {
                if (operation.advance(session, journal) instanceof Turn.Done done) {
                    result = done.result();
                }
            } catch (TransientException passes) {
                session.log.add(passes.getMessage());
            }
        }
    }

    @Test
    void twoControllersWaitForEachOthersWrites() throws Exception {
        enable();
        try (SandboxSession other = new SandboxSession(cloud)) {
            Turns first = new Turns(session, operation("default/a", "default/b"));
            Turns second = new Turns(other, operation("default/c", "default/d"));
            for (int i = 0; i < TURNS && (first.result == null || second.result == null); i++) {
                first.take();
                second.take();
                cloud.pass(Duration.ofMillis(500));
            }

            assertThat(first.result).containsEntry("changed", true);
            assertThat(second.result)
                    .containsEntry("changed", true)
                    .containsEntry("clientId", first.result.get("clientId"));
        }
        assertThat(subjects()).containsExactly(subject("a"), subject("b"), subject("c"), subject("d"));
        assertThat(credentialWrites())
                .as("refused and sent again")
                .contains(409)
                .filteredOn(status -> status == 201)
                .hasSize(4);
    }

    @Test
    void twoBuildsOfOneControllerWriteOneAfterTheOther() throws Exception {
        enable();
        VirtualTime time = new VirtualTime();
        RecordingHost first = new RecordingHost();
        RecordingHost second = new RecordingHost();
        try (Engine engine =
                new Engine(EngineSettings.defaults().withClock(time).withSeed(1), time)) {
            engine.start(job("first", operation("default/a", "default/b"), first));
            engine.start(job("second", operation("default/b", "default/c"), second));
            for (int i = 0; i < TURNS && first.ends() + second.ends() < 2; i++) {
                time.runNext();
                cloud.pass(Duration.ofSeconds(3));
            }
        }

        assertThat(first.result()).containsEntry("changed", true);
        assertThat(second.result())
                .containsEntry("changed", true)
                .containsEntry("clientId", first.result().get("clientId"));
        assertThat(subjects()).containsExactly(subject("a"), subject("b"), subject("c"));
        assertThat(credentialWrites()).hasSize(3).doesNotContain(409);
    }

    private Job<AksSession> job(String name, Operation<AksSession> operation, RecordingHost host) {
        return new Job<>(
                name,
                operation,
                () -> session,
                new MemoryJournal(),
                host,
                "subscription",
                Duration.ofHours(1),
                OnAbort.CANCEL,
                Duration.ofMinutes(1));
    }
}
