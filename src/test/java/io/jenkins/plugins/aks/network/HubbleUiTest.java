package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubbleUiTest {
    private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/kube-system/deployments/hubble-ui";
    private static final String SERVICE = "/api/v1/namespaces/kube-system/services/hubble-ui";
    private static final String MAP = "/api/v1/namespaces/kube-system/configmaps/hubble-ui-nginx";
    private static final String PAGE = "GET " + SERVICE + ":80/proxy/";

    private HubbleKit kit = new HubbleKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private static Operation<AksSession> step(Consumer<HubbleUiStep> parameters) throws Exception {
        HubbleUiStep step = new HubbleUiStep();
        parameters.accept(step);
        return step.operation(FixedScope.of("sub", "rg"));
    }

    private Map<String, Object> run(Consumer<HubbleUiStep> parameters) throws Exception {
        return kit.run(step(parameters), turn -> {});
    }

    private List<String> writes() {
        return kit.server.asked().stream()
                .filter(request -> request.contains("hubble-ui") && !request.startsWith("GET"))
                .toList();
    }

    @Test
    void itIsAppliedReadyAndOnceOnly() throws Exception {
        Map<String, Object> result = run(step -> {});

        assertThat(result)
                .containsEntry("changed", true)
                .containsEntry("portForward", "kubectl -n kube-system port-forward svc/hubble-ui 12000:80")
                .containsEntry("url", "http://localhost:12000/")
                .containsEntry("page", Map.of());
        assertThat((List<?>) result.get("objects")).hasSize(6);
        assertThat(kit.server.object(DEPLOYMENT).at("/status/readyReplicas").asInt())
                .isEqualTo(1);
        assertThat(kit.session.lines)
                .contains("Hubble UI: run 'kubectl -n kube-system port-forward svc/hubble-ui 12000:80' and open"
                        + " http://localhost:12000/");
        assertThat(kit.server.asked()).noneMatch(PAGE::equals);
        int writes = writes().size();

        assertThat(run(step -> {})).containsEntry("changed", false);
        assertThat(writes()).hasSize(writes);
    }

    @Test
    void theBackendProvesItselfWithTheRelaysClientCertificate() throws Exception {
        run(step -> {});
        String volumes =
                kit.server.object(DEPLOYMENT).at("/spec/template/spec/volumes").toString();
        assertThat(volumes).contains("hubble-relay-client-certs", "client.crt", "client.key", "hubble-relay-ca.crt");
        assertThat(volumes).as("read by owner and group").contains("\"defaultMode\":" + 0440);
        assertThat(kit.server.object(DEPLOYMENT).toString())
                .contains("ui.hubble-relay.cilium.io", "hubble-relay:443", "\"serviceAccountName\":\"hubble-ui\"");
    }

    @Test
    void checkFetchesThePageThroughTheApiServer() throws Exception {
        assertThat(run(step -> step.setCheck(true))).containsEntry("page", Map.of("status", 200, "title", "Hubble UI"));
        assertThat(kit.server.asked()).contains(PAGE);
        assertThat(kit.session.lines).contains("Hubble UI answers through the API server: Hubble UI");
    }

    @Test
    void otherImagesAreTaken() throws Exception {
        run(step -> {
            step.setImage("registry.example/copies/hubble-ui:v0.13");
            step.setBackendImage("registry.example/copies/hubble-ui-backend:v0.13");
        });
        assertThat(kit.server
                        .object(DEPLOYMENT)
                        .at("/spec/template/spec/containers")
                        .findValuesAsText("image"))
                .containsExactly(
                        "registry.example/copies/hubble-ui:v0.13", "registry.example/copies/hubble-ui-backend:v0.13");
    }

    @Test
    void killedAtAnyTurnItWritesNothingTwice() throws Exception {
        run(step -> step.setCheck(true));
        int all = writes().size();
        for (int lives = 1; lives < 10; lives++) {
            run(step -> step.setRemove(true));
            int before = writes().size();
            MemoryJournal journal = new MemoryJournal();
            for (int life = 0; life < lives; life++) {
                Turn turn = step(step -> step.setCheck(true)).advance(kit.session, journal);
                if (turn instanceof Turn.Again again) {
                    kit.server.pass(again.after());
                }
                journal = journal.reopen();
            }
            kit.run(step(step -> step.setCheck(true)), turn -> {});
            assertThat(writes().subList(before, writes().size()))
                    .as("%s lives", lives)
                    .hasSize(all);
        }
    }

    @Test
    void aBrokenPartMakesTheCheckFailAndSaysWhatWasSeen() throws Exception {
        run(step -> {});
        kit.server.apply(
                SERVICE + "?force=true",
                "somebody",
                "{apiVersion: v1, kind: Service, metadata: {name: hubble-ui}, spec: {ports: [{name: http, port: 80,"
                        + " targetPort: 8082}]}}");
        kit.settle();
        assertThatThrownBy(() -> run(step -> step.setCheck(true)))
                .hasMessageContaining("spec.ports")
                .hasMessageContaining("somebody");
        // What is not known to the manifest is not in the way, and stops the page all the same.
        run(step -> step.setForce(true));
        kit.server.apply(
                "/apis/cilium.io/v2/namespaces/kube-system/ciliumnetworkpolicies/closed",
                "test",
                "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: closed}, spec:"
                        + " {endpointSelector: {matchLabels: {k8s-app: hubble-ui}}, ingress: [{fromEndpoints: []}]}}");
        kit.settle();
        assertThatThrownBy(() -> run(step -> step.setCheck(true)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("services/hubble-ui:80/proxy/ does not give its page within 60 seconds: expected"
                        + " HTTP 200 with the title Hubble UI, got HTTP 503: error trying to reach service: dial tcp")
                .hasMessageContaining("i/o timeout")
                .hasMessageContaining("whether a network policy of kube-system selects the pod");
    }

    @Test
    void aPageThatIsNotHubblesIsNoSuccess() throws Exception {
        run(step -> {});
        kit.server.answer(SERVICE + ":80/proxy/", 200, "<html><title>Welcome to nginx!</title></html>");
        assertThatThrownBy(() -> run(step -> step.setCheck(true)))
                .hasMessageContaining("got HTTP 200: the page 'Welcome to nginx!'");
    }

    @Test
    void whoMayNotProxyIsToldTheRight() throws Exception {
        run(step -> {});
        kit.server.deny(Map.of("resource", "services/proxy"));
        assertThatThrownBy(() -> run(step -> step.setCheck(true)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("cannot get resource \"services/proxy\"")
                .hasMessageContaining("Kubernetes role");
    }

    @Test
    void withoutTheRelayOrItsCertificatesNothingIsSent() throws Exception {
        kit.server.answer(HubbleKit.SECRETS + "/hubble-relay-client-certs", 404, "{}");
        assertThatThrownBy(() -> run(step -> {}))
                .hasMessageContaining("there is no Secret kube-system/hubble-relay-client-certs");
        assertThat(writes()).isEmpty();
        kit.close();
        kit = new HubbleKit("networkDataplane: cilium, networkPolicy: cilium");
        assertThatThrownBy(() -> run(step -> {}))
                .hasMessageContaining("there is no Hubble Relay on the cluster")
                .hasMessageContaining("--enable-acns");
        assertThat(writes()).isEmpty();
    }

    @Test
    void whoMayNotReadTheSecretMayStillInstallTheUi() throws Exception {
        kit.server.deny(Map.of("resource", "secrets", "verb", "get"));
        assertThat(run(step -> {})).containsEntry("changed", true);
    }

    @Test
    void removeDeletesWhatIsOursAndOnlyThat() throws Exception {
        run(step -> {});
        kit.server.apply(
                MAP + "?force=true",
                "somebody",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: hubble-ui-nginx, labels:"
                        + " {app.kubernetes.io/managed-by: somebody}}}");

        Map<String, Object> removed = run(step -> step.setRemove(true));

        assertThat(removed).containsEntry("changed", true);
        assertThat(removed.get("deleted"))
                .isEqualTo(List.of(
                        "ServiceAccount kube-system/hubble-ui",
                        "ClusterRole hubble-ui",
                        "ClusterRoleBinding hubble-ui",
                        "Deployment kube-system/hubble-ui",
                        "Service kube-system/hubble-ui"));
        assertThat(kit.server.object(MAP).path("kind").asText()).isEqualTo("ConfigMap");
        assertThat(kit.session.lines)
                .anyMatch(
                        line -> line.startsWith("ConfigMap kube-system/hubble-ui-nginx stays: hubbleUi did not make"));
        assertThat(kit.server
                        .object(HubbleKit.SECRETS + "/hubble-relay-client-certs")
                        .path("kind")
                        .asText())
                .isEqualTo("Secret");
        assertThat(run(step -> step.setRemove(true))).containsEntry("changed", false);
    }

    @Test
    void aStopSaysWhatWasDone() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        Operation<AksSession> operation = step(step -> {});
        operation.advance(kit.session, journal);
        assertThat(left(operation, journal, OnAbort.CANCEL)).contains("ServiceAccount kube-system/hubble-ui created");
        assertThat(left(operation, journal, OnAbort.DELETE)).startsWith("deleted again what this step had created");
    }

    private String left(Operation<AksSession> operation, MemoryJournal journal, OnAbort how) throws Exception {
        return String.valueOf(((Turn.Done) operation.abort(kit.session, journal, how))
                .result()
                .get(Operation.LEFT));
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> step(step -> step.setImage("hubble ui")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("image: 'hubble ui' was given; allowed: the name of an image");
        assertThatThrownBy(() -> step(step -> {
                    step.setRemove(true);
                    step.setCheck(true);
                }))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("remove without check");
    }
}
