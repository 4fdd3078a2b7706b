package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PolicyGapTest {
    private static final FlowEnd WEB = pod("web", "pets", 8080);
    private static final FlowEnd SHOP = pod("shop", "shop", 0);
    private static final FlowEnd WORLD =
            new FlowEnd("", "", List.of("reserved:world"), 2, "203.0.113.1", 0, "", List.of());

    private static FlowEnd pod(String name, String namespace, int port) {
        return new FlowEnd(
                namespace,
                name + "-1",
                List.of(
                        "k8s:app=" + name,
                        "k8s:io.kubernetes.pod.namespace=" + namespace,
                        "k8s:io.cilium.k8s.namespace.labels.team=" + namespace),
                900,
                "10.0.0.1",
                port,
                name,
                List.of());
    }

    private static Flow ingress(FlowEnd from, int reason) {
        return flow(from, WEB, "INGRESS", reason);
    }

    private static Flow flow(FlowEnd from, FlowEnd to, String direction, int reason) {
        return new Flow(
                Instant.EPOCH,
                FlowVerdict.DROPPED,
                from,
                to,
                "TCP",
                reason,
                direction,
                "",
                new FlowEvent(1, 133, 0),
                List.of(),
                "",
                "n1");
    }

    private static PolicyGap gap(Flow flow, String... specs) {
        return PolicyGap.of(
                flow, java.util.Arrays.stream(specs).map(PolicyGapTest::cilium).toList());
    }

    private static PolicySpec cilium(String spec) {
        return new PolicySpec(PolicySpec.CILIUM, "pets", "p", yaml(spec));
    }

    private static JsonNode yaml(String text) {
        return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    @Test
    void aRuleForAnotherPortIsNamed() {
        PolicyGap gap = gap(
                ingress(WORLD, 133),
                "{endpointSelector: {matchLabels: {app: web}}, ingress: [{fromEndpoints: [{}]}, {fromEntities: [world],"
                        + " toPorts: [{ports: [{port: '80', protocol: TCP}]}]}]}");
        assertThat(gap.text()).contains("its ingress rule 2 lets world in, but only to 80/TCP, not to 8080/TCP");
        assertThat(gap.policies()).containsExactly("pets/p");
    }

    @Test
    void aPeerOfAnotherNamespaceIsNotThatOfTheSelector() {
        PolicyGap gap = gap(
                ingress(SHOP, 133), "{endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {app: shop}}]}]}");
        assertThat(gap.text()).contains("its only ingress rule does not let shop/shop in");
        assertThat(gap.missing())
                .isEqualTo("{fromEndpoints: [{matchLabels: {app: shop, 'k8s:io.kubernetes.pod.namespace': shop}}],"
                        + " toPorts: [{ports: [{port: '8080', protocol: TCP}]}]}");
        assertThat(gap(
                                ingress(SHOP, 133),
                                "{endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {app: shop,"
                                        + " 'k8s:io.kubernetes.pod.namespace': shop}}], toPorts: [{ports: [{port:"
                                        + " '1'}]}]}]}")
                        .text())
                .contains("only to 1/TCP");
    }

    @Test
    void whatSelectsOtherPodsOrClosesNothingIsNotBlamed() {
        PolicyGap gap = gap(
                ingress(WORLD, 133),
                "{endpointSelector: {matchLabels: {app: other}}, ingress: [{}]}",
                "{endpointSelector: {}, egress: [{toEntities: [all]}]}",
                "{endpointSelector: {}, ingress: []}");
        assertThat(gap.text()).contains("no policy in namespace pets that selects pets/web closes its ingress now");
        assertThat(gap.policies()).isEmpty();
    }

    @Test
    void aRuleThatForbidsIsToldApart() {
        String rule = "{endpointSelector: {}, ingressDeny: [{fromEntities: [world]}]}";
        assertThat(gap(ingress(WORLD, 181), rule).text()).contains("a rule under ingressDeny of pets/p forbids it");
        assertThat(gap(ingress(WORLD, 181)).text()).contains("no longer in namespace pets");
    }

    @Test
    void whatGoesOutIsTheSourcesMatter() {
        Flow out = flow(
                pod("web", "pets", 0),
                new FlowEnd(
                        "", "", List.of("reserved:world"), 2, "198.51.100.7", 443, "", List.of("graph.microsoft.com")),
                "EGRESS",
                133);
        PolicyGap gap =
                gap(out, "{endpointSelector: {}, egress: [{toCIDR: [10.0.0.0/8]}, {toFQDNs: [{matchName: a.b}]}]}");
        assertThat(gap.text()).contains("none of its 2 egress rules lets it out to graph.microsoft.com");
        assertThat(gap.missing()).startsWith("{toFQDNs: [{matchName: graph.microsoft.com}], toPorts");
    }

    @Test
    void plainPoliciesAreReadAsKubernetesMeansThem() {
        PolicySpec plain = new PolicySpec(
                PolicySpec.PLAIN,
                "pets",
                "n",
                yaml("{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
                        + " {team: shop}}, podSelector: {matchLabels: {app: other}}}, {ipBlock: {cidr:"
                        + " 198.51.100.0/24}}]}]}"));
        PolicyGap gap = PolicyGap.of(ingress(SHOP, 133), List.of(plain));
        assertThat(gap.text())
                .startsWith("NetworkPolicy pets/n selects pets/web, and its only ingress rule does not let");
        assertThat(PolicyGap.of(ingress(WORLD, 133), List.of(plain)).missing())
                .isEqualTo("{from: [{ipBlock: {cidr: 203.0.113.1/32}}], ports: [{port: 8080, protocol: TCP}]}");
    }

    @Test
    void addressesAreComparedByTheirBits() {
        assertThat(AddressRange.contains("203.0.112.0/23", "203.0.113.1")).isTrue();
        assertThat(AddressRange.contains("203.0.114.0/23", "203.0.113.1")).isFalse();
        assertThat(AddressRange.contains("fd00::/8", "fd12::1")).isTrue();
        assertThat(AddressRange.contains("fd00::/8", "203.0.113.1")).isFalse();
        assertThat(AddressRange.contains("0.0.0.0/0", "example.com")).isFalse();
    }
}
