package io.jenkins.plugins.aks.sandbox.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReviewTest {

    private static String problem(boolean proxy, String spec) {
        return new PolicyReview(proxy)
                .problem(Pets.parse(Pets.cilium(spec)).get(0))
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ingress: [{}]}                                        | rule must have one of EndpointSelector",
                "{endpointSelector: {}, ingres: []}                     | unknown field \"spec.ingres\"",
                "{endpointSelector: {}, ingress: [{toEndpoints: []}]}   | unknown field \"spec.ingress[].toEndpoints\"",
                "{endpointSelector: {}, egress: [{toEndpoints: [{}], toEntities: [world]}]} | Combining toEndpoints"
                        + " and toEntities",
                "{endpointSelector: {}, egress: [{toEntities: [internet]}]} | unsupported entity: internet",
                "{endpointSelector: {}, egress: [{toCIDR: [10.0.0.0/33]}]} | invalid CIDR address",
                "{endpointSelector: {}, egress: [{toFQDNs: [{}]}]}      | exactly one of matchName",
                "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '70000'}]}]}]} | unable to parse port",
                "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80', protocol: HTTP}]}]}]} | invalid"
                        + " protocol",
                "{endpointSelector: {}, ingressDeny: [{toPorts: [{rules: {http: []}}]}]} | not allowed in ingressDeny",
                "{endpointSelector: {}, egress: [{toNodes: []}]}        | toNodes: the sandbox does not simulate it",
                "{nodeSelector: {}}                                     | nodeSelector: the sandbox does not simulate"
            })
    void whatIsWrongIsNamed(String spec, String problem) {
        assertThat(problem(true, spec)).contains(problem.strip());
    }

    @Test
    void namesAndRequestsNeedTheProxy() {
        String names = "{endpointSelector: {}, egress: [{toFQDNs: [{matchName: a.b}]}]}";
        assertThat(problem(true, names)).isEmpty();
        assertThat(problem(false, names)).contains("L7 proxy is not enabled");
        assertThat(problem(
                        false,
                        "{endpointSelector: {}, ingress: [{toPorts: [{ports: [{port: '80'}], rules: {http: []}}]}]}"))
                .contains("L7 proxy is not enabled");
    }

    @Test
    void aPolicyWithoutRulesIsNone() {
        assertThat(new PolicyReview(true)
                        .problem(Pets.parse("{kind: CiliumNetworkPolicy}").get(0))
                        .orElse(""))
                .contains("empty policy");
    }
}
