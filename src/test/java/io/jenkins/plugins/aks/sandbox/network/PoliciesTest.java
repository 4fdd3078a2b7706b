package io.jenkins.plugins.aks.sandbox.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cilium's rules, each seen by who reaches whom. */
class PoliciesTest {
    private static final String B_FROM = "{endpointSelector: {matchLabels: {app: b}}, ingress: [%s]}";
    private static final String A_TO = "{endpointSelector: {matchLabels: {app: a}}, egress: [%s]}";

    private final Pets pets = new Pets();

    private boolean bFrom(String pod, String rule) {
        return pets.policies(Pets.cilium(B_FROM.formatted(rule))).opens(pod, "10.244.0.2", 3000);
    }

    private boolean aTo(String ip, int port, String rule) {
        return pets.policies(Pets.cilium(A_TO.formatted(rule))).opens("a", ip, port);
    }

    @Test
    void nothingIsClosedWithoutPolicies() {
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isTrue();
        assertThat(pets.opens("c", "b.pets", 5672)).isTrue();
        assertThat(pets.opens("a", "10.244.0.2", 3001)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | a | {fromEndpoints: [{matchLabels: {app: a}}]}",
                "false | c | {fromEndpoints: [{matchLabels: {app: a}}]}",
                "true  | c | {fromEndpoints: [{matchLabels: {app: a, k8s:io.kubernetes.pod.namespace: other}}]}",
                "true  | c | {fromEndpoints: [{matchLabels: {'k8s:io.cilium.k8s.namespace.labels.team': other}}]}",
                "true  | a | {fromEndpoints: [{}]}",
                "false | c | {fromEndpoints: [{}]}",
                "false | a | {fromEndpoints: []}",
                "false | a | {}",
                "true  | a | {fromEntities: [cluster]}",
                "true  | c | {fromEntities: [all]}",
                "false | a | {fromEntities: [world]}",
                "false | a | {fromCIDR: [0.0.0.0/0]}",
                "true  | a | {toPorts: [{ports: [{port: '3000', protocol: TCP}]}]}",
                "false | a | {toPorts: [{ports: [{port: '3001'}]}]}",
                "false | a | {toPorts: [{ports: [{port: '3000', protocol: UDP}]}]}",
                "true  | a | {toPorts: [{ports: [{port: '2990', endPort: 3010}]}]}",
                "false | a | {toPorts: [{ports: [{port: amqp}]}]}",
                "true  | a | {fromEndpoints: [{matchExpressions: [{key: app, operator: In, values: [x, a]}]}]}",
                "false | a | {fromEndpoints: [{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}]}",
                "true  | a | {fromEndpoints: [{matchExpressions: [{key: none, operator: DoesNotExist}]}]}",
                "true  | a | {fromEndpoints: [{matchLabels: {'any:app': a}}], toPorts: []}"
            })
    void oneRuleForWhatComesIn(boolean open, String pod, String rule) {
        assertThat(bFrom(pod, rule)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | 10.244.0.2    | 3000 | {toEndpoints: [{matchLabels: {app: b}}]}",
                "true  | 10.244.0.2    | 5672 | {toPorts: [{ports: [{port: amqp}]}]}",
                "false | 10.244.1.1    | 8080 | {toEndpoints: [{}]}",
                "true  | 13.107.21.237 | 443  | {toEntities: [world]}",
                "false | 10.244.0.2    | 3000 | {toEntities: [world]}",
                "true  | 13.107.21.237 | 443  | {toCIDR: [13.107.0.0/16]}",
                "false | 13.107.21.237 | 443  | {toCIDRSet: [{cidr: 0.0.0.0/0, except: [13.0.0.0/8]}]}",
                "true  | 93.184.215.14 | 443  | {toCIDRSet: [{cidr: 0.0.0.0/0, except: [13.0.0.0/8]}]}",
                "true  | 10.0.0.1      | 443  | {toEntities: [kube-apiserver]}",
                "false | 10.244.0.2    | 3000 | {toFQDNs: [{matchPattern: '*'}]}",
                "false | 13.107.21.237 | 443  | {toFQDNs: [{matchPattern: '*'}]}"
            })
    void oneRuleForWhatGoesOut(boolean open, String ip, int port, String rule) {
        assertThat(aTo(ip, port, rule)).isEqualTo(open);
    }

    @Test
    void anEmptyListClosesNothing() {
        pets.policies(Pets.cilium("{endpointSelector: {}, egress: [], ingress: []}"));
        assertThat(pets.opens("a", "b", 5672)).isTrue();
    }

    @Test
    void aDenyRuleWinsAndEnableDefaultDenyIsObeyed() {
        pets.policies(
                Pets.cilium(B_FROM.formatted("{fromEntities: [all]}")),
                Pets.cilium("{endpointSelector: {}, ingressDeny: [{fromEndpoints: [{matchLabels: {app: a}}]}]}"));
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isFalse();
        assertThat(pets.opens("c", "10.244.0.2", 3000)).isTrue();
        pets.policies(Pets.cilium("{endpointSelector: {}, enableDefaultDeny: {ingress: false},"
                + " ingress: [{fromEndpoints: [{matchLabels: {app: x}}]}]}"));
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isTrue();
    }

    @Test
    void policiesOfTheWholeClusterMeanAllNamespaces() {
        pets.policies(
                "{kind: CiliumClusterwideNetworkPolicy, metadata: {name: w}, spec: {endpointSelector: {matchLabels:"
                        + " {app: b}}, ingress: [{fromEndpoints: [{matchLabels: {app: a}}]}]}}");
        assertThat(pets.opens("c", "10.244.0.2", 3000)).isTrue();
        assertThat(pets.opens("dns", "10.244.0.2", 3000)).isFalse();
    }

    @Test
    void plainPoliciesCountToo() {
        String plain = "{kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {matchLabels: {app: b}}%s}}";
        pets.policies(plain.formatted(""));
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isFalse();
        pets.policies(plain.formatted(
                ", ingress: [{from: [{podSelector: {matchLabels: {app: a}}}], ports: [{port: 3000}]}]"));
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isTrue();
        assertThat(pets.opens("a", "10.244.0.2", 5672)).isFalse();
        assertThat(pets.opens("c", "10.244.0.2", 3000)).isFalse();
        pets.policies(plain.formatted(", ingress: [{from: [{namespaceSelector: {matchLabels: {team: other}}}]}]"));
        assertThat(pets.opens("c", "10.244.0.2", 3000)).isTrue();
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isFalse();
        pets.policies("{kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {matchLabels: {app: a}},"
                + " policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 13.0.0.0/8}}]}]}}");
        assertThat(pets.opens("a", "13.107.21.237", 443)).isTrue();
        assertThat(pets.opens("a", "10.244.0.2", 3000)).isFalse();
    }

    @Test
    void requestsOfHttpAreLookedAt() {
        String rule = "{endpointSelector: {matchLabels: {app: a}}, ingress: [{toPorts: [{ports: [{port: '8080'}],"
                + " rules: {http: [{method: GET, path: /ok.*}]}}]}]}";
        pets.policies(Pets.cilium(rule));
        assertThat(pets.run("b", "wget -q -O - http://a/ok").exitCode()).isZero();
        assertThat(pets.run("b", "wget -q -O - http://a/no").error())
                .isEqualTo("wget: server returned error: HTTP/1.1 403 Forbidden\n");
    }
}
