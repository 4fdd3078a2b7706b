package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What keeps flows from being read, and what the step says to do about it. */
class HubbleFailuresTest {
    private static final String FORBIDDEN =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Forbidden\",\"message\":"
                    + "\"user cannot do this\",\"code\":403}";

    private static AbstractThrowableAssert<?, ? extends Throwable> fails(HubbleKit kit) {
        return assertThatThrownBy(() -> kit.run(step -> {})).isInstanceOf(OperationException.class);
    }

    @Test
    void withoutObservabilityThereIsNoRelay() {
        try (HubbleKit kit = new HubbleKit("networkDataplane: cilium, networkPolicy: cilium")) {
            fails(kit)
                    .hasMessageContaining("no Hubble Relay on the cluster (Service kube-system/hubble-relay)")
                    .hasMessageContaining("az aks update --enable-acns");
        }
    }

    @Test
    void anExpiredCertificateIsToldBeforeItIsUsed() {
        try (HubbleKit kit = new HubbleKit()) {
            kit.certificate(Instant.parse("2026-02-01T00:00:00Z"));
            fails(kit)
                    .hasMessageContaining(
                            "the client certificate (tls.crt of Secret kube-system/hubble-relay-client-certs) has"
                                    + " expired at 2026-02-01T00:00:00Z; it is now 2026-11-22T10:00:00Z. The cluster"
                                    + " renews");
            assertThat(kit.server.asked()).noneMatch(request -> request.contains("portforward"));
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        try (HubbleKit kit = new HubbleKit()) {
            kit.certificate(Instant.parse("2090-01-01T00:00:00Z"));
            fails(kit)
                    .hasMessageContaining("the TLS handshake failed")
                    .hasMessageContaining("instance.hubble-relay.cilium.io")
                    .hasMessageContaining("kubeRestart");
        }
    }

    @Test
    void whoMayNotReadTheSecretIsToldWhichRightIsMissing() {
        try (HubbleKit kit = new HubbleKit()) {
            kit.server.answer(HubbleKit.SECRETS + "/hubble-relay-client-certs", 403, FORBIDDEN);
            fails(kit)
                    .hasMessageContaining("user cannot do this")
                    .hasMessageContaining("the verb get on Secret kube-system/hubble-relay-client-certs");
        }
    }

    @Test
    void whoMayNotForwardPortsIsToldWhichRightIsMissing() {
        try (HubbleKit kit = new HubbleKit()) {
            kit.server.answer(HubbleKit.PODS + "/" + kit.relayPod() + "/portforward", 403, FORBIDDEN);
            fails(kit)
                    .hasMessageContaining("port-forward to pod kube-system/hubble-relay-")
                    .hasMessageContaining("HTTP 403")
                    .hasMessageContaining("the verb create on pods/portforward in namespace kube-system");
        }
    }

    @Test
    void aConnectionThatKeepsBreakingIsGivenUp() {
        try (HubbleKit kit = new HubbleKit()) {
            kit.server.answer(HubbleKit.PODS + "/" + kit.relayPod() + "/portforward", 502, "bad gateway");
            fails(kit)
                    .hasMessageContaining("It broke 6 times, so it is given up")
                    .hasMessageContaining("kubeLogs(selector: 'k8s-app=hubble-relay'");
        }
    }

    @Test
    void aRelayThatIsReplacedInTheMiddleIsFollowedToItsNextPod() throws Exception {
        try (HubbleKit kit = new HubbleKit()) {
            String first = kit.relayPod();
            Map<String, Object> result = kit.run(
                    HubbleKit.observe(step -> {
                        step.setNamespace("pets");
                        step.setFollow("60s");
                        step.setExpect(
                                List.of(Map.of("verdict", "forwarded", "from", "world", "to", "pets/", "atLeast", 14)));
                    }),
                    turn -> {
                        if (turn == 10) {
                            kit.server.apply(
                                    "/apis/apps/v1/namespaces/kube-system/deployments/hubble-relay?force=true",
                                    "test",
                                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: hubble-relay}, spec:"
                                            + " {template: {metadata: {annotations: {again: 'yes'}}}}}");
                        }
                    });

            assertThat((String) result.get("relay")).startsWith("hubble-relay-").isNotEqualTo(first);
            assertThat(kit.session.lines)
                    .anyMatch(line -> line.startsWith("the connection to Hubble Relay broke: UNAVAILABLE")
                            && line.endsWith("connecting again"));
            assertThat(HubbleKit.maps(result.get("flows")))
                    .extracting(flow -> flow.get("time") + " " + flow.get("source"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void withoutAReadyPodItWaitsAndSaysWhy() throws Exception {
        try (HubbleKit kit = new HubbleKit()) {
            String empty = "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[]}";
            kit.server.answer(HubbleKit.PODS, 200, empty);
            assertThatThrownBy(() -> kit.run(step -> {})).hasMessageContaining("there is no pod");
            assertThat(kit.waitingFor).isEqualTo("a Ready pod of hubble-relay in kube-system; there is no pod");
        }
    }
}
