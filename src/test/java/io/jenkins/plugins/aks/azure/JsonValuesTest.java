package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonValuesTest {

    @Test
    void arePlainAndKeepTheirOrder() {
        Map<String, Object> map =
                JsonValues.map(json("{'b':1,'a':[true,'x',{'n':5000000000}],'d':1.5,'none':null,'o':{'k':'v'}}"));
        assertThat(map.keySet()).containsExactly("b", "a", "d", "o");
        assertThat(map)
                .containsEntry("b", 1)
                .containsEntry("a", List.of(true, "x", Map.of("n", 5_000_000_000L)))
                .containsEntry("d", 1.5)
                .containsEntry("o", Map.of("k", "v"));
    }
}
