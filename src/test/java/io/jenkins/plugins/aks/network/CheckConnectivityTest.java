package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckConnectivityTest {
    private static final List<Map<String, Object>> QUEUE =
            List.of(NetworkKit.row("order-service", "rabbitmq:5672", "allow"));

    private NetworkKit kit;

    @BeforeAll
    void store() throws Exception {
        kit = new NetworkKit();
        kit.store();
    }

    @BeforeEach
    void noPolicies() throws Exception {
        kit.as("token-of-the-admin");
        kit.apply(step -> step.setDelete("all"));
        kit.server.pass(java.time.Duration.ofSeconds(5));
    }

    @AfterAll
    void close() {
        kit.close();
    }

    private static Map<?, ?> only(Map<String, Object> result) {
        assertThat((List<?>) result.get("results")).hasSize(1);
        return (Map<?, ?>) ((List<?>) result.get("results")).get(0);
    }

    @Test
    void aCellTellsWhatWasSeenAndWhere() throws Exception {
        Map<String, Object> result = kit.check(QUEUE);

        assertThat(result).containsEntry("passed", true).containsEntry("title", "connectivity");
        Map<?, ?> cell = only(result);
        assertThat(cell.get("from")).isEqualTo("order-service");
        assertThat(cell.get("to")).isEqualTo("rabbitmq:5672");
        assertThat(cell.get("seen")).isEqualTo("open");
        assertThat(cell.get("probes")).isEqualTo(2);
        assertThat(cell.get("reason"))
                .asString()
                .matches("rabbitmq \\(.*:5672\\) open, in container order-service of pod.*");
        assertThat((long) cell.get("milliseconds")).isNotNegative();
    }

    @Test
    void everyKindOfTargetAndSource() throws Exception {
        assertThat(NetworkKit.unmet(kit.check(List.of(
                        NetworkKit.row("deployment/order-service", "dns:www.bing.com", "allow"),
                        NetworkKit.row("app=order-service", "https://graph.microsoft.com", "allow"),
                        NetworkKit.row("statefulset/rabbitmq", "http://store-front/health", "allow"),
                        NetworkKit.row("order-service", "kube-dns.kube-system.svc.cluster.local:53", "allow")))))
                .isEmpty();
    }

    @Test
    void aDenialOfDnsIsToldFromOneOfTheNetwork() throws Exception {
        kit.apply(
                step -> step.setYaml("{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p}, spec:"
                        + " {endpointSelector: {matchLabels: {app: order-service}}, egress: [{toEndpoints:"
                        + " [{matchLabels: {app: rabbitmq}}]}]}}"));

        Map<?, ?> rabbit = only(kit.check(QUEUE));
        assertThat(rabbit.get("got")).isEqualTo("deny of the name only");
        assertThat(rabbit.get("reason"))
                .asString()
                .startsWith("nc: bad address 'rabbitmq', the name was not found")
                .endsWith("the connection opens, so only DNS is denied");
        Map<?, ?> product = only(kit.check(List.of(NetworkKit.row("order-service", "product-service:3002", "deny"))));
        assertThat(product.get("verdict")).isEqualTo("passed");
        assertThat(product.get("reason")).asString().endsWith("nothing comes back either");
    }

    @Test
    void anImageWithoutProgramsGetsAContainerBesideOnce() throws Exception {
        List<Map<String, Object>> matrix = List.of(
                NetworkKit.row("product-service", List.of("order-service:3000", "http://store-front/health"), "allow"));
        Map<String, Object> result = kit.check(matrix);

        assertThat(NetworkKit.unmet(result)).isEmpty();
        assertThat(((Map<?, ?>) ((List<?>) result.get("results")).get(0)).get("where"))
                .asString()
                .startsWith("container connectivity-probe-1 of pod pets/product-service");
        kit.check(matrix);
        assertThat(kit.server.asked().stream().filter(request -> request.contains("ephemeralcontainers")))
                .hasSize(1);
    }

    @Test
    void theReportIsWrittenAndTheEndIsChosen() throws Exception {
        List<Map<String, Object>> wrong = List.of(NetworkKit.row("order-service", "rabbitmq:5672", "deny"));
        Operation<AksSession> unstable = NetworkKit.check(wrong, step -> {
            step.setOnFailure("unstable");
            step.setTitle("before");
            step.setJunit("reports/before.xml");
        });
        assertThat(kit.check(unstable, new MemoryJournal())).containsEntry("passed", false);
        assertThat(kit.session.unstable).containsExactly("before: 0 of 1 checks passed");
        assertThat(kit.session.files.text("reports/before.xml"))
                .contains("name=\"order-service -&gt; rabbitmq:5672\"")
                .contains("message=\"expected deny, got allow\"");
        Operation<AksSession> fails = NetworkKit.check(wrong, step -> step.setOnFailure("fail"));
        assertThatThrownBy(() -> kit.check(fails, new MemoryJournal()))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("failed: order-service -> rabbitmq:5672: expected deny, got allow");
    }

    @Test
    void whatIsNotThereIsAnErrorAndNoDenial() {
        assertThatThrownBy(() -> kit.check(List.of(NetworkKit.row("order-service", "rabitmq:5672", "deny"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("There is no Service rabitmq");
        assertThatThrownBy(() -> kit.check(List.of(NetworkKit.row("order-service", "rabbitmq:5673", "deny"))))
                .hasMessageContaining("a port of Service rabbitmq: 5672, 15672");
        assertThatThrownBy(() -> kit.check(List.of(NetworkKit.row("orders", "rabbitmq:5672", "deny"))))
                .hasMessageContaining("namespace pets has no Deployment, StatefulSet or DaemonSet orders");
        assertThatThrownBy(() -> kit.check(List.of(NetworkKit.row("cronjob/x", "rabbitmq:5672", "deny"))))
                .hasMessageContaining("from: 'cronjob/x' was given");
        assertThatThrownBy(() -> NetworkKit.check(QUEUE, step -> step.setTogether(0)))
                .hasMessageContaining("together: '0' was given; allowed: 1 to 64");
        assertThatThrownBy(() -> NetworkKit.check(QUEUE, step -> step.setOnFailure("panic")))
                .hasMessageContaining("onFailure: 'panic' was given");
    }

    @Test
    void aSourceWithoutReadyPodsIsInconclusive() throws Exception {
        Map<?, ?> cell = only(kit.check(List.of(NetworkKit.row("app=nobody", "rabbitmq:5672", "deny"))));
        assertThat(cell.get("verdict")).isEqualTo("inconclusive");
        assertThat(cell.get("reason")).isEqualTo("no pod of app=nobody in namespace pets is ready: there is no pod");
    }

    @Test
    void whoMayNotExecIsToldSoAtOnce() throws Exception {
        kit.server.deny(Map.of("verb", "*", "resource", "pods/exec", "namespace", "*", "user", "*"));
        try {
            assertThatThrownBy(() -> kit.check(QUEUE))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("exec in container order-service of pod pets/order-service")
                    .hasMessageContaining("was refused with HTTP 403")
                    .hasMessageContaining("pods/exec");
        } finally {
            kit.server.deny(Map.of("verb", "none", "resource", "none", "namespace", "none", "user", "none"));
        }
    }

    @Test
    void killedAndResumedItProbesAgainAndEndsAsBefore() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        NetworkKit.check(QUEUE, step -> {}).advance(kit.session, journal);
        assertThat(journal.saved()).containsKey("until");
        assertThat(kit.check(NetworkKit.check(QUEUE, step -> {}), journal.reopen()))
                .containsEntry("passed", true);
    }

    @Test
    void aStopLeavesNothingBehind() throws Exception {
        Operation<AksSession> check = NetworkKit.check(QUEUE, step -> {});
        check.advance(kit.session, new MemoryJournal());
        Turn.Done stopped = (Turn.Done) check.abort(kit.session, new MemoryJournal(), OnAbort.CANCEL);
        assertThat(stopped.result()).containsEntry(Operation.LEFT, "the check was stopped; it changes nothing");
    }
}
