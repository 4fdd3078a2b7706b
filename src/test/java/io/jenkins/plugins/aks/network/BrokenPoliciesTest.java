package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in policies keep the store working; each of them broken on purpose makes exactly the matching cell fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenPoliciesTest {
    private static final List<Map<String, Object>> STORE = List.of(
            NetworkKit.row("order-service", "rabbitmq:5672", "allow"),
            NetworkKit.row("order-service", List.of("product-service:3002", "http://www.bing.com/"), "deny"),
            NetworkKit.row("store-front", List.of("order-service:3000", "product-service:3002"), "allow"),
            NetworkKit.row("store-front", "rabbitmq:5672", "deny"),
            NetworkKit.row("rabbitmq", List.of("order-service:3000", "http://www.bing.com/"), "deny"));
    private static final List<Map<String, Object>> NAMES = List.of(
            NetworkKit.row("order-service", List.of("https://graph.microsoft.com/", "rabbitmq:5672"), "allow"),
            NetworkKit.row("order-service", List.of("https://www.bing.com/", "product-service:3002"), "deny"),
            NetworkKit.row("store-front", "order-service:3000", "allow"));

    private static final String QUEUE_SHUT = "order-service -> rabbitmq:5672: expected allow, got deny";
    private static final String BING_OPEN = "http://www.bing.com/: expected deny, got allow";
    private static final String GRAPH_SHUT = "order-service -> https://graph.microsoft.com/: expected allow, got deny";

    private NetworkKit kit;

    @BeforeAll
    void store() throws Exception {
        kit = new NetworkKit();
        kit.store();
    }

    @AfterEach
    void noPolicies() throws Exception {
        kit.apply(step -> step.setDelete("all"));
        kit.server.pass(Duration.ofSeconds(5));
    }

    @AfterAll
    void close() {
        kit.close();
    }

    /** @param old of the manifest, with a tilde for the end of a line */
    private void apply(String builtin, String old, String now) throws Exception {
        String yaml = NetworkKit.resource(ApplyNetworkPolicyStep.class, builtin);
        String found = old.replace("~", "\n");
        int at = yaml.indexOf(found);
        assertThat(at).as("%s in %s", found, builtin).isNotNegative();
        String broken = yaml.substring(0, at) + now.replace("~", "\n") + yaml.substring(at + found.length());
        kit.apply(step -> step.setYaml(broken));
    }

    private void assertUnmet(List<Map<String, Object>> matrix, String... unmet) throws Exception {
        assertThat(NetworkKit.unmet(kit.check(matrix))).containsExactly(unmet);
    }

    @Test
    void withoutPoliciesEverythingIsOpen() throws Exception {
        assertUnmet(
                STORE,
                "order-service -> product-service:3002: expected deny, got allow",
                "order-service -> " + BING_OPEN,
                "store-front -> rabbitmq:5672: expected deny, got allow",
                "rabbitmq -> order-service:3000: expected deny, got allow",
                "rabbitmq -> " + BING_OPEN);
    }

    @Test
    void withThemTheStoreHasWhatItNeedsAndNothingElse() throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        assertUnmet(STORE);
        kit.apply(step -> step.setBuiltin("store-fqdn"));
        assertUnmet(NAMES);
        assertUnmet(STORE);
        kit.apply(step -> step.setBuiltin("store-chaos"));
        assertUnmet(STORE);
    }

    static Stream<Arguments> brokenStore() {
        String toQueue =
                "    - toEndpoints:~        - matchLabels:~            app: rabbitmq~      toPorts:~        - ports:~"
                        + "            - port: \"5672\"~              protocol: TCP~";
        String front = "ingress:~    - fromEndpoints:~        - matchLabels:~            app: ";
        return Stream.of(
                Arguments.of("a rule removed", toQueue, "", QUEUE_SHUT),
                Arguments.of("a wrong port at the queue", "port: \"5672\"", "port: \"5673\"", QUEUE_SHUT),
                Arguments.of(
                        "a wrong label of a destination",
                        "app: rabbitmq~      toPorts",
                        "app: rabbit~      toPorts",
                        QUEUE_SHUT),
                Arguments.of(
                        "a wrong label of a source",
                        "app: product-service~  " + front + "store-front",
                        "app: product-service~  " + front + "store",
                        "store-front -> product-service:3002: expected allow, got deny"),
                Arguments.of(
                        "a wrong port of a service",
                        "port: \"3000\"",
                        "port: \"3001\"",
                        "store-front -> order-service:3000: expected allow, got deny"),
                Arguments.of(
                        "a selector that misses",
                        "app: rabbitmq~  ingress",
                        "app: rabbit~  ingress",
                        "rabbitmq -> " + BING_OPEN),
                Arguments.of(
                        "another selector that misses",
                        "app: order-service~  ingress",
                        "app: orders~  ingress",
                        "order-service -> " + BING_OPEN),
                Arguments.of(
                        "an empty list for an empty rule",
                        "egress:~    # An empty rule selects nobody; an empty list would be no policy at all.~    - {}",
                        "egress: []",
                        "rabbitmq -> " + BING_OPEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenStore(String what, String old, String now, String unmet) throws Exception {
        apply("store", old, now);
        assertUnmet(STORE, unmet);
    }

    static Stream<Arguments> brokenNames() {
        return Stream.of(
                Arguments.of("another domain", "*.microsoft.com", "*.microsoft.org", GRAPH_SHUT),
                Arguments.of("another port", "port: \"443\"", "port: \"444\"", GRAPH_SHUT),
                Arguments.of(
                        "names not looked at",
                        "rules:~            dns:~              - matchPattern: \"*\"~",
                        "# none~",
                        GRAPH_SHUT),
                Arguments.of("the queue's port", "port: \"5672\"", "port: \"5671\"", QUEUE_SHUT),
                Arguments.of("the queue's label", "app: rabbitmq", "app: rabbit", QUEUE_SHUT),
                Arguments.of(
                        "the source's label",
                        "app: store-front",
                        "app: store",
                        "store-front -> order-service:3000: expected allow, got deny"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenNames(String what, String old, String now, String unmet) throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        apply("store-fqdn", old, now);
        assertUnmet(NAMES, unmet);
    }

    @Test
    void chaosShutsTheFrontToTheWorldAndTheRepairOpensIt() throws Exception {
        List<Map<String, Object>> open = List.of(NetworkKit.row("world", "store-front:80", "allow"));
        List<Map<String, Object>> shut = List.of(NetworkKit.row("world", "http://store-front/health", "deny"));
        kit.apply(step -> step.setBuiltin("store"));
        assertUnmet(open);
        kit.apply(step -> step.setBuiltin("store-chaos"));
        assertUnmet(shut);
        assertUnmet(open, "world -> store-front:80: expected allow, got deny");
        kit.apply(step -> step.setBuiltin("store-front"));
        assertUnmet(open);
    }

    static Stream<Arguments> brokenFront() {
        String shut = "world -> store-front:80: expected allow, got deny";
        return Stream.of(
                Arguments.of("store-front", "        - world", "        - cluster", shut),
                Arguments.of("store-front", "port: \"8080\"", "port: \"80\"", shut),
                Arguments.of("store-front", "    - fromEntities:~        - world~", "    - fromEndpoints: []~", shut),
                Arguments.of("store", "        - world", "        - host", shut));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void brokenFront(String builtin, String old, String now, String unmet) throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        apply(builtin, old, now);
        assertUnmet(List.of(NetworkKit.row("world", "store-front:80", "allow")), unmet);
    }

    @Test
    void chaosWithAWrongSelectorIsNoChaos() throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        apply("store-chaos", "    - fromEndpoints: []", "    - fromEntities: [all]");
        assertUnmet(
                List.of(NetworkKit.row("world", "store-front:80", "deny")),
                "world -> store-front:80: expected deny, got allow");
    }
}
