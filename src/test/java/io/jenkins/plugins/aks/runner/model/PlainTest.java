package io.jenkins.plugins.aks.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void groovyStringsBecomeStringsEverywhere() {
        Object value = new GroovyShell().evaluate("def n = 1; [\"k${n}\": [\"v${n}\", 2], x: null]");
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("k1", List.of("v1", 2));
        expected.put("x", null);
        assertThat(Plain.of(value)).isEqualTo(expected);
    }

    @Test
    void theFirstObjectThatIsNotPlainIsNamed() {
        assertThat(Plain.offender(Map.of("a", List.of(1, true, "x")))).isNull();
        assertThat(Plain.offender(Arrays.asList("x", null))).isNull();
        assertThat(Plain.offender(null)).isNull();
        assertThat(Plain.offender(new byte[] {1})).isNull();
        assertThat(Plain.offender(Map.of("a", List.of(Instant.EPOCH)))).isEqualTo(Instant.class);
        assertThat(Plain.offender(Map.of(Instant.EPOCH, "a"))).isEqualTo(Instant.class);
        assertThat(Plain.offender(new String[0])).isEqualTo(String[].class);
    }

    @Test
    void equalArgumentsHaveEqualTextsWhateverTheirOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", List.of("x", true));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", List.of("x", true));
        other.put("a", 1);
        assertThat(Plain.canonical(one)).isEqualTo(Plain.canonical(other)).isEqualTo("{'a':1,'b':['x',true]}");
    }

    @Test
    void textsAndOtherValuesAreToldApart() {
        assertThat(Plain.canonical("1")).isNotEqualTo(Plain.canonical(1));
        assertThat(Plain.canonical(List.of("a,b"))).isNotEqualTo(Plain.canonical(List.of("a", "b")));
        assertThat(Plain.canonical(List.of("a','b"))).isNotEqualTo(Plain.canonical(List.of("a", "b")));
        assertThat(Plain.canonical(null)).isNotEqualTo(Plain.canonical("null"));
    }
}
