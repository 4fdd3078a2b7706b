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

    private static final List<Map<String, Object>> FRONT = List.of(
            NetworkKit.row("world", "store-front:80", "allow"),
            NetworkKit.row("store-front", List.of("order-service:3000", "product-service:3002"), "allow"),
            NetworkKit.row("store-front", "http://www.bing.com/", "deny"));
    private static final List<Map<String, Object>> CHAOS =
            List.of(NetworkKit.row("world", "store-front:80", "deny"), FRONT.get(1), FRONT.get(2));

    private static final String WORLD_SHUT = "world -> store-front:80: expected allow, got deny";
    private static final String WORLD_OPEN = "world -> store-front:80: expected deny, got allow";
    private static final String ORDERS_SHUT = "store-front -> order-service:3000: expected allow, got deny";
    private static final String PRODUCTS_SHUT = "store-front -> product-service:3002: expected allow, got deny";
    private static final String QUEUE_SHUT = "order-service -> rabbitmq:5672: expected allow, got deny";
    private static final String BING_OPEN = "http://www.bing.com/: expected deny, got allow";
    private static final String GRAPH_SHUT = "order-service -> https://graph.microsoft.com/: expected allow, got deny";

    private static final String TO_QUEUE =
            "    - toEndpoints:~        - matchLabels:~            app: rabbitmq~      toPorts:~        - ports:~"
                    + "            - port: \"5672\"~              protocol: TCP~";
    private static final String TO_PRODUCTS =
            "    - toEndpoints:~        - matchLabels:~            app: product-service~      toPorts:~        -"
                    + " ports:~            - port: \"3002\"~              protocol: TCP~";

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
        String front = "ingress:~    - fromEndpoints:~        - matchLabels:~            app: ";
        return Stream.of(
                Arguments.of("a rule removed", TO_QUEUE, "", QUEUE_SHUT),
                Arguments.of("the rule for the products removed", TO_PRODUCTS, "", PRODUCTS_SHUT),
                Arguments.of("a wrong port at the products", "port: \"3002\"", "port: \"3003\"", PRODUCTS_SHUT),
                Arguments.of(
                        "a wrong label at the queue",
                        "app: order-service~      toPorts",
                        "app: orders~      toPorts",
                        QUEUE_SHUT),
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
                        PRODUCTS_SHUT),
                Arguments.of("a wrong port of a service", "port: \"3000\"", "port: \"3001\"", ORDERS_SHUT),
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
                Arguments.of(
                        "the rule for names removed",
                        "    - toFQDNs:~        - matchPattern: \"*.microsoft.com\"~      toPorts:~        - ports:~"
                                + "            - port: \"443\"~              protocol: TCP~",
                        "",
                        GRAPH_SHUT),
                Arguments.of("the rule for the queue removed", TO_QUEUE, "", QUEUE_SHUT),
                Arguments.of("the queue's port", "port: \"5672\"", "port: \"5671\"", QUEUE_SHUT),
                Arguments.of("the queue's label", "app: rabbitmq", "app: rabbit", QUEUE_SHUT),
                Arguments.of("the source's label", "app: store-front", "app: store", ORDERS_SHUT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenNames(String what, String old, String now, String unmet) throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        apply("store-fqdn", old, now);
        assertUnmet(NAMES, unmet);
    }

    @Test
    void whatIsInsideIsDeniedToTheWorldWithoutAnyPolicy() throws Exception {
        assertUnmet(
                List.of(
                        NetworkKit.row("world", List.of("rabbitmq:5672", "http://product-service:3002/"), "deny"),
                        NetworkKit.row("world", "order-service:3000", "allow")),
                "world -> order-service:3000: expected allow, got deny");
    }

    @Test
    void chaosShutsTheFrontToTheWorldAndTheRepairOpensIt() throws Exception {
        List<Map<String, Object>> open = List.of(NetworkKit.row("world", "store-front:80", "allow"));
        List<Map<String, Object>> shut = List.of(NetworkKit.row("world", "http://store-front/health", "deny"));
        kit.apply(step -> step.setBuiltin("store"));
        assertUnmet(open);
        kit.apply(step -> step.setBuiltin("store-chaos"));
        assertUnmet(shut);
        assertUnmet(open, WORLD_SHUT);
        kit.apply(step -> step.setBuiltin("store-front"));
        assertUnmet(open);
    }

    private static final String TO_ORDERS =
            "    - toEndpoints:~        - matchLabels:~            app: order-service~      toPorts:~        - ports:~"
                    + "            - port: \"3000\"~              protocol: TCP~";

    static Stream<Arguments> brokenFront() {
        return Stream.of(
                Arguments.of("another entity", "        - world", "        - cluster", WORLD_SHUT),
                Arguments.of("a wrong port", "port: \"8080\"", "port: \"80\"", WORLD_SHUT),
                Arguments.of(
                        "the rule for the world removed",
                        "    - fromEntities:~        - world~",
                        "    - fromEndpoints: []~",
                        WORLD_SHUT),
                Arguments.of("the rule for the orders removed", TO_ORDERS, "", ORDERS_SHUT),
                Arguments.of("a wrong label", "app: product-service", "app: products", PRODUCTS_SHUT),
                Arguments.of("a wrong port of a destination", "port: \"3002\"", "port: \"3003\"", PRODUCTS_SHUT),
                Arguments.of(
                        "a selector that misses",
                        "app: store-front~  ingress",
                        "app: front~  ingress",
                        "store-front -> " + BING_OPEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenFront(String what, String old, String now, String unmet) throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        apply("store-front", old, now);
        assertUnmet(FRONT, unmet);
    }

    static Stream<Arguments> brokenChaos() {
        return Stream.of(
                Arguments.of("a rule that lets in", "    - fromEndpoints: []", "    - fromEntities: [all]", WORLD_OPEN),
                Arguments.of(
                        "the rule removed",
                        "  ingress:~    # A rule that selects nobody: all that comes in is dropped.~    -"
                                + " fromEndpoints: []~",
                        "",
                        WORLD_OPEN),
                Arguments.of("the rule for the orders removed", TO_ORDERS, "", ORDERS_SHUT),
                Arguments.of("a wrong label", "app: order-service", "app: orders", ORDERS_SHUT),
                Arguments.of("a wrong port", "port: \"3002\"", "port: \"3003\"", PRODUCTS_SHUT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenChaos(String what, String old, String now, String unmet) throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        apply("store-chaos", old, now);
        assertUnmet(CHAOS, unmet);
    }

    @Test
    void chaosWithAWrongSelectorIsNoPolicyAtAll() throws Exception {
        kit.apply(step -> step.setBuiltin("store"));
        assertUnmet(FRONT);
        apply("store-chaos", "app: store-front~  ingress", "app: front~  ingress");
        assertUnmet(CHAOS, WORLD_OPEN, "store-front -> " + BING_OPEN);
    }
}
