package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which policies a cluster takes, and when it enforces them. */
class NetworkPoliciesTest {
    private static final String POLICY = "/apis/cilium.io/v2/namespaces/default/ciliumnetworkpolicies/p";
    private static final String SHUT =
            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: p}, spec: {endpointSelector: {},"
                    + " ingress: [{}]}}";
    private static final String PLAIN = "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies/p";
    private static final String PLAIN_SHUT =
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    /** A web server behind a load balancer. */
    private void cluster(String network) {
        server.network(network);
        server.cluster(Manifests.POOL);
        server.settle();
        server.post("/apis/apps/v1/namespaces/default/deployments", Manifests.deployment("web", 1, "nginx"));
        server.post("/api/v1/namespaces/default/services", Manifests.service("web", ", type: LoadBalancer"));
        server.settle();
    }

    private int status() {
        JsonNode service = server.object("/api/v1/namespaces/default/services/web");
        return server.fromOutside(
                service.at("/status/loadBalancer/ingress/0/ip").asText(), 80, "/");
    }

    private String valid() {
        JsonNode condition = server.object(POLICY).at("/status/conditions/0");
        return condition.path("type").asText() + "=" + condition.path("status").asText() + " "
                + condition.path("message").asText();
    }

    @Test
    void aPolicyIsInForceOnlyAfterAWhileAndSoIsItsEnd() {
        cluster("{}");
        assertThat(status()).isEqualTo(200);

        server.apply(POLICY, "test", SHUT);
        assertThat(valid()).isEqualTo("Valid=True Policy validation succeeded");
        server.pass(Duration.ofSeconds(2));
        assertThat(status()).isEqualTo(200);
        server.pass(Duration.ofSeconds(2));
        assertThat(status()).isZero();

        server.delete(POLICY);
        assertThat(status()).isZero();
        server.pass(Duration.ofSeconds(3));
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void whatIsInForceStaysSoOverARestart() {
        cluster("{}");
        server.apply(POLICY, "test", SHUT);
        server.get(POLICY);
        server.pass(Duration.ofSeconds(3));
        assertThat(status()).isZero();
        try (ApiServer again = server.restarted()) {
            JsonNode service = again.object("/api/v1/namespaces/default/services/web");
            assertThat(again.fromOutside(
                            service.at("/status/loadBalancer/ingress/0/ip").asText(), 80, "/"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{networkDataplane: cilium, networkPolicy: cilium} | 0",
                "{networkDataplane: azure, networkPolicy: calico}  | 0",
                "{networkDataplane: azure, networkPolicy: azure}   | 0",
                "{networkDataplane: azure, networkPolicy: none}    | 200"
            })
    void plainPoliciesNeedSomethingThatEnforcesThem(String network, int status) {
        cluster(network);
        server.apply(PLAIN, "test", PLAIN_SHUT);
        server.get(PLAIN);
        server.pass(Duration.ofSeconds(4));
        assertThat(status()).isEqualTo(status);
    }

    @Test
    void aTableShowsWhetherTheyAreValid() {
        cluster("{}");
        server.apply(POLICY, "test", SHUT);
        server.get(POLICY);
        JsonNode table = server.get(POLICY, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .json();
        assertThat(table.path("columnDefinitions").findValuesAsText("name")).containsExactly("Name", "Age", "Valid");
        assertThat(table.at("/rows/0/cells/2").asText()).isEqualTo("True");
    }

    @Test
    void whatIsNotValidIsNotEnforced() {
        cluster("{}");
        server.apply(POLICY, "test", SHUT.replace("[{}]", "[{}, {fromEntities: [internet]}]"));
        assertThat(valid()).isEqualTo("Valid=False unsupported entity: internet");
        server.pass(Duration.ofSeconds(4));
        assertThat(status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                    | False",
                "{advancedNetworking: {enabled: true, security: {enabled: false}}}     | False",
                "{advancedNetworking: {enabled: true, security: {enabled: true}}}      | True"
            })
    void rulesForNamesNeedAcns(String network, String valid) {
        cluster(network);
        server.apply(POLICY, "test", SHUT.replace("ingress: [{}]", "egress: [{toFQDNs: [{matchName: a.example}]}]"));
        assertThat(valid()).startsWith("Valid=" + valid);
    }
}
