package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.Prober;
import io.jenkins.plugins.aks.check.ProberSource;
import io.jenkins.plugins.aks.check.Seen;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Gates on connections; those on rollouts are tested on a cluster. */
class GateCheckTest {
    private static final Map<String, Object> OPEN = Map.of("from", "web", "to", "rabbitmq:5672", "expect", "allow");
    private static final Map<String, Object> SHUT = Map.of("from", "web", "to", "example.org:443", "expect", "deny");

    private final FakeSession session = new FakeSession();
    private final List<String> probed = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private Seen.Outcome answer = Seen.Outcome.OPEN;

    private Prober.Probe probe(Connection connection) {
        probed.add(connection.to().text());
        return new Prober.Probe() {
            @Override
            public Optional<Seen> look() {
                return Optional.of(Seen.of(answer, "", Duration.ofMillis(3), "pod web-1"));
            }

            @Override
            public void close() {
                closed.add(connection.to().text());
            }
        };
    }

    private GateCheck gates(Map<?, ?>... rows) throws Exception {
        ProberSource<AksSession> source = (any, cluster) -> this::probe;
        return new GateCheck("cluster", "pool web", UpgradeGates.parse(List.of(rows)), Duration.ofMinutes(1), source);
    }

    @Test
    void connectionsThatAreAsExpectedOpenTheGate() throws Exception {
        Map<String, Object> report = Turns.run(gates(OPEN), session);

        assertThat(report).containsEntry("passed", true).containsEntry("total", 1);
        assertThat(session.log).contains("gates after pool web: 1 of 1 checks passed");
        assertThat(closed).hasSameSizeAs(probed).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aConnectionThatIsOpenAndShouldNotBeStopsTheUpgrade() {
        assertThatThrownBy(() -> Turns.run(gates(OPEN, SHUT), session))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "GateFailed"))
                .hasMessageContaining("The gates did not open within 1m00s")
                .hasMessageContaining("web -> example.org:443: expected deny, got allow");
        assertThat(closed).hasSameSizeAs(probed);
    }

    @Test
    void aConnectionMayComeLate() throws Exception {
        answer = Seen.Outcome.TIMED_OUT;
        GateCheck gates = gates(OPEN);
        MemoryJournal journal = new MemoryJournal();
        for (int i = 0; i < 4; i++) {
            assertThat(Turns.turn(gates, session, journal)).isInstanceOf(Turn.Again.class);
        }
        answer = Seen.Outcome.OPEN;
        assertThat(Turns.run(gates, session, journal)).containsEntry("passed", true);
    }

    @Test
    void whatIsUnderWayEndsWithTheBuild() throws Exception {
        GateCheck gates = gates(OPEN);
        Turns.turn(gates, session, new MemoryJournal());
        gates.abort(session, new MemoryJournal(), OnAbort.CANCEL);
        assertThat(closed).hasSameSizeAs(probed).isNotEmpty();
    }

    @Test
    void rowsAreReadBeforeAnythingIsSent() {
        assertThatThrownBy(() -> gates(Map.of("from", "web", "to", "rabbitmq:5672", "expect", "maybe")))
                .hasMessageContaining("'maybe' was given; allowed: allow, deny");
        assertThatThrownBy(() -> gates(Map.of("from", "web", "to", "nowhere", "expect", "allow")))
                .hasMessageContaining("host:port");
    }
}
