package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster would store and not enforce is refused before anything is sent. */
class PolicyRefusalsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"networkDataplane\": \"cilium\", \"networkPolicy\": \"cilium\"} | store-fqdn | names hosts"
                        + " (toFQDNs), which needs Advanced Container Networking Services",
                "{\"networkPolicy\": \"azure\"} | store | needs network policy cilium, and the cluster has 'azure'",
                "{\"networkPolicy\": \"none\"}  | store | needs network policy cilium, and the cluster has 'none'"
            })
    void builtIns(String profile, String builtin, String refusal) throws Exception {
        try (NetworkKit kit = new NetworkKit(profile)) {
            assertThatThrownBy(() -> kit.apply(step -> step.setBuiltin(builtin)))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("CiliumNetworkPolicy pets/allow-")
                    .hasMessageContaining(refusal);
            assertThat(kit.writes()).isEmpty();
        }
    }

    @Test
    void whatNeedsNoProxyNeedsNoAcns() throws Exception {
        try (NetworkKit kit = new NetworkKit("{\"networkDataplane\": \"cilium\", \"networkPolicy\": \"cilium\"}")) {
            assertThat(kit.apply(step -> step.setBuiltin("store"))).containsEntry("changed", true);
            assertThatThrownBy(() -> kit.apply(step -> step.setYaml(
                            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: h}, spec:"
                                    + " {endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80'}], rules: {http:"
                                    + " [{method: GET}]}}]}]}}")))
                    .hasMessageContaining("looks into DNS or HTTP (toPorts.rules)")
                    .hasMessageContaining("az aks update --enable-acns");
        }
    }

    @Test
    void aPlainPolicyIsRefusedOnlyWithoutAnyEnforcer() throws Exception {
        String plain =
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}";
        try (NetworkKit kit = new NetworkKit("{\"networkPolicy\": \"none\"}")) {
            assertThatThrownBy(() -> kit.apply(step -> step.setYaml(plain)))
                    .hasMessageContaining("would not be enforced: the cluster has network policy 'none'");
        }
        try (NetworkKit kit = new NetworkKit("{\"networkPolicy\": \"calico\"}")) {
            assertThat(kit.apply(step -> step.setYaml(plain))).containsEntry("changed", true);
        }
    }
}
