package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void readsWhatItWroteInTheSameOrder() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("zones", List.of("1", "2"));
        result.put("changed", true);
        result.put("nodes", 3);
        result.put("cpu", 0.5);
        result.put("none", null);
        result.put("identity", Map.of("type", "SystemAssigned"));

        Map<String, Object> read = Json.read(Json.write(result));

        assertThat(read).isEqualTo(result);
        assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(result.keySet()));
    }

    @Test
    void refusesOtherTypesAndNamesThePlace() {
        assertThatThrownBy(() -> Json.write(Map.of("cluster", Map.of("times", List.of(Instant.EPOCH)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "result.cluster.times[] is a java.time.Instant; only maps, lists, texts, numbers and booleans are allowed");
    }

    @Test
    void refusesKeysThatAreNoTexts() {
        Map<Object, Object> inner = new HashMap<>(Map.of(1, "one"));

        assertThatThrownBy(() -> Json.write(Map.of("inner", inner)))
                .hasMessage("result.inner has the key 1, which is no text");
    }

    @Test
    void refusesADamagedText() {
        assertThatThrownBy(() -> Json.read("{\"a\":")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read("{} {}")).isInstanceOf(IllegalArgumentException.class);
    }
}
