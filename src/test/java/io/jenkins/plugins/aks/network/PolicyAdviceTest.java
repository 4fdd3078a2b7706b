package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ManifestYaml;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyAdviceTest {
    private static final String DNS = "{toEndpoints: [{matchLabels: {'k8s:k8s-app': kube-dns}}], toPorts: [{ports:"
            + " [{port: '53'}], rules: {dns: [{matchPattern: '*'}]}}]}";

    private static List<PolicySpec> specs(String yaml) throws Exception {
        List<PolicySpec> specs = new ArrayList<>();
        for (ManifestObject object : ManifestYaml.parse("test", yaml)) {
            specs.addAll(PolicySpec.of(object.json()));
        }
        return specs;
    }

    private static String cilium(String rules) {
        return "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p, namespace: pets}, spec:"
                + " {endpointSelector: {matchLabels: {app: a}}, " + rules + "}}\n";
    }

    private static List<String> advice(String yaml, int pods) throws Exception {
        List<PolicySpec> specs = specs(yaml);
        return new PolicyAdvice(specs).of(specs.get(0), pods);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "egress: []                                       | egress: [] denies nothing",
                "ingress: []                                      | ingress: [] denies nothing",
                "egress: [{toEntities: [world]}, {toFQDNs: [{matchName: a.b}]}] | toFQDNs lets nothing through",
                "egress: [{toEndpoints: [{matchLabels: {app: b}}]}] | cuts its pods off DNS",
                "egress: [{toEndpoints: [{}], toPorts: [{ports: [{port: '53'}]}]}] | cuts its pods off DNS"
            })
    void knownMistakesAreTold(String rules, String advice) throws Exception {
        assertThat(advice(cilium(rules), 1)).anyMatch(line -> line.contains(advice));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "egress: [{}]",
                "ingress: [{fromEndpoints: []}]",
                "ingress: [], ingressDeny: [{fromEntities: [world]}]",
                "egress: [{toEntities: [cluster]}]",
                "egress: [{toPorts: [{ports: [{port: '50', endPort: 60}]}]}]",
                "egress: [{toEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: kube-system}}]}]",
                "egress: [{toFQDNs: [{matchName: a.b}]}, " + DNS + "]"
            })
    void whatIsMeantIsNot(String rules) throws Exception {
        assertThat(advice(cilium(rules), 1)).isEmpty();
    }

    @Test
    void rulesOfOtherPoliciesForTheSamePodsCount() throws Exception {
        String names = cilium("egress: [{toFQDNs: [{matchName: a.b}]}]");
        assertThat(advice(names + "---\n" + cilium("egress: [" + DNS + "]"), 1)).isEmpty();
        assertThat(advice(names + "---\n" + cilium("egress: [" + DNS + "]").replace("{app: a}", "{app: b}"), 1))
                .hasSize(2);
        assertThat(advice(
                        names + "---\n" + cilium("egress: [" + DNS + "]").replace("{matchLabels: {app: a}}", "{}"), 1))
                .isEmpty();
    }

    @Test
    void plainPoliciesAreReadToo() throws Exception {
        String plain =
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: pets}, spec:"
                        + " {podSelector: {}, egress: [%s]}}";
        assertThat(advice(plain.formatted("{to: [{podSelector: {}}], ports: [{port: 80}]}"), 1))
                .singleElement()
                .asString()
                .contains("NetworkPolicy pets/p: it cuts its pods off DNS");
        assertThat(advice(plain.formatted("{ports: [{port: 80}, {port: 53, protocol: UDP}]}"), 1))
                .isEmpty();
        assertThat(advice(plain.formatted(""), 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "store-fqdn", "store-chaos", "store-front"})
    void theBuiltInPoliciesMakeNoMistake(String builtin) throws Exception {
        try (InputStream in = ApplyNetworkPolicyStep.class.getResourceAsStream("builtin/" + builtin + ".yaml")) {
            List<PolicySpec> specs = specs(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(specs).isNotEmpty();
            for (PolicySpec spec : specs) {
                assertThat(new PolicyAdvice(specs).of(spec, 1)).isEmpty();
            }
        }
    }

    @Test
    void aSelectorThatFindsNoPodIsToldWithTheResult() throws Exception {
        try (NetworkKit kit = new NetworkKit()) {
            kit.server.post("/apis/apps/v1/namespaces/pets/deployments", Manifests.deployment("a", 2, "nginx"));
            kit.server.settle();
            Map<String, Object> found = kit.apply(step -> step.setYaml(cilium("ingress: [{}]")));
            assertThat(found)
                    .containsEntry("warnings", List.of())
                    .containsEntry("pods", Map.of("CiliumNetworkPolicy pets/p", 2));

            Map<String, Object> lost =
                    kit.apply(step -> step.setYaml(cilium("ingress: [{}]").replace("app: a", "app: z")));

            assertThat((List<?>) lost.get("warnings"))
                    .singleElement()
                    .asString()
                    .contains("its selector {\"matchLabels\":{\"app\":\"z\"}} matches no pod in namespace pets");
            assertThat(kit.session.lines).anyMatch(line -> line.startsWith("WARNING: CiliumNetworkPolicy pets/p: its"));
        }
    }

    @Test
    void selectorsAreAskedForAsQueries() throws Exception {
        assertThat(SelectorQuery.of(specs(cilium("ingress: [{}]")).get(0).selector()))
                .contains("app=a");
        String expressions = cilium("ingress: [{}]")
                .replace(
                        "matchLabels: {app: a}",
                        "matchLabels: {'k8s:x': y}, matchExpressions: [{key: a, operator: In, values: [b, c]}, {key: d,"
                                + " operator: NotIn, values: [e]}, {key: f, operator: Exists}, {key: g, operator:"
                                + " DoesNotExist}]");
        assertThat(SelectorQuery.of(specs(expressions).get(0).selector())).contains("x=y,a in (b,c),d notin (e),f,!g");
        assertThat(SelectorQuery.of(specs(cilium("ingress: [{}]").replace("app: a", "'reserved:host': ''"))
                        .get(0)
                        .selector()))
                .isEmpty();
    }
}
