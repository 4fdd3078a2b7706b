package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong parameters are refused before anything is sent. */
class HubbleRefusalsTest {
    private static Arguments wrong(String message, Consumer<HubbleObserveStep> parameters) {
        return Arguments.of(message, parameters);
    }

    private static Arguments clause(String message, Map<String, Object> clause) {
        return wrong(message, step -> step.setExpect(List.of(clause)));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                wrong("'denied' was given; allowed: forwarded, dropped", step -> step.setVerdict(List.of("denied"))),
                wrong("1 to 10000", step -> step.setLast(0)),
                wrong("1 to 10000", step -> step.setLast(10_001)),
                wrong("1 to 65535", step -> step.setPort(70_000)),
                wrong("'5 minutes'", step -> step.setSince("5 minutes")),
                wrong("'soon'", step -> step.setFollow("soon")),
                wrong("the name of a namespace", step -> step.setNamespace("Pets!")),
                wrong("the beginning of a pod's name", step -> {
                    step.setNamespace("shop");
                    step.setPod("pets/web");
                }),
                wrong("a selector of labels", step -> step.setLabel("app=web;x")),
                wrong("fail, unstable, ignore", step -> step.setOnFailure("explode")),
                clause(
                        "'source' was given; allowed: atLeast, atMost, from, port, to, verdict",
                        Map.of("source", "world")),
                clause("expect[0].verdict", Map.of("from", "world", "verdict", "gone")),
                clause("from, to, or both", Map.of("verdict", "dropped")),
                clause("expect[0].port", Map.of("from", "world", "verdict", "dropped", "port", "http")),
                clause(
                        "atLeast no more than atMost",
                        Map.of("from", "world", "verdict", "dropped", "atLeast", 3, "atMost", 2)),
                clause("atLeast of 1 or more", Map.of("from", "world", "verdict", "dropped", "atLeast", 0)),
                clause("expect[0].to", Map.of("to", "the world", "verdict", "dropped")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void wrongParameters(String message, Consumer<HubbleObserveStep> parameters) {
        assertThatThrownBy(() -> HubbleKit.observe(parameters))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }
}
