package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenArgumentsTest {

    private static Map<String, Object> of(Map<String, Object> given) throws AbortException {
        return GivenArguments.of("probe", ProbeStep.class, given);
    }

    private static void refused(Map<String, Object> given, String... parts) {
        assertThatThrownBy(() -> of(given)).isInstanceOf(AbortException.class).hasMessageContainingAll(parts);
    }

    @Test
    void anUnknownParameterIsRefusedWithThoseThatThereAre() {
        refused(Map.of("cuont", 3), "cuont: '3' was given; allowed: probe takes ", "count, ", "name, ");
    }

    @Test
    void whatMayBeASecretIsNotRepeated() {
        for (String parameter : List.of("password", "zones", "tags")) {
            assertThatThrownBy(() -> of(Map.of(parameter, "hunter2")))
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith(parameter + ": 'a text' was given")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void whatFitsStaysAsItIs() throws Exception {
        Map<String, Object> given =
                Map.of("name", "demo", "count", 3, "strict", true, "tags", Map.of("a", "b"), "zones", List.of("1"));
        assertThat(of(given)).isEqualTo(given);
    }

    @Test
    void numbersAreTakenForText() throws Exception {
        assertThat(of(Map.of("name", 5, "zones", List.of(1, 2), "tags", Map.of("a", true))))
                .isEqualTo(Map.of("name", "5", "zones", List.of("1", "2"), "tags", Map.of("a", "true")));
    }

    @Test
    void nothingIsTakenForAnything() throws Exception {
        assertThat(of(Collections.singletonMap("count", null))).containsEntry("count", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "1.5", ""})
    void textThatIsNoNumberIsRefused(String text) {
        refused(Map.of("limit", text), "limit: ", "allowed: a whole number");
    }

    @Test
    void otherTypesAreRefused() {
        refused(Map.of("strict", "yes"), "strict: 'yes' was given; allowed: true or false");
        refused(Map.of("zones", "1"), "zones: 'a text' was given; allowed: a list");
        refused(Map.of("tags", "a=b"), "tags: 'a text' was given; allowed: a map");
        refused(Map.of("name", List.of("a")), "name: 'a list' was given; allowed: text");
        refused(Map.of("zones", List.of(List.of("1"))), "zones: 'a list' was given; allowed: text");
    }
}
