package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlainValueTest {
    @Test
    void copiesDeeplyAndMakesTextsStrings() {
        List<Object> inner = new ArrayList<>(List.of(new StringBuilder("text"), 1, true, new BigDecimal("1.5")));
        Object copy = PlainValue.copy("p", Map.of("list", inner));
        assertThat(copy).isEqualTo(Map.of("list", List.of("text", 1, true, new BigDecimal("1.5"))));
        inner.clear();
        assertThat(copy).isNotEqualTo(Map.of("list", List.of()));
    }

    @Test
    void setsBecomeListsAndNullStays() {
        assertThat(PlainValue.copy("p", new LinkedHashSet<>(List.of("a")))).isEqualTo(List.of("a"));
        assertThat(PlainValue.copy("p", null)).isNull();
    }

    @Test
    void namesThePlaceOfWhatIsNotPlain() {
        assertThatThrownBy(() -> PlainValue.copy("result", Map.of("a", List.of("x", new Object()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("result.a[1] is a java.lang.Object; expected a string");
    }

    @Test
    void refusesMutableNumbers() {
        assertThatThrownBy(() -> PlainValue.copy("n", new AtomicInteger(1)))
                .hasMessageStartingWith("n is a java.util.concurrent.atomic.AtomicInteger");
    }

    @Test
    void missingPrimitivesAreZero() {
        assertThat(PlainValue.to(int.class, null)).isEqualTo(0);
        assertThat(PlainValue.to(long.class, null)).isEqualTo(0L);
        assertThat(PlainValue.to(double.class, null)).isEqualTo(0.0);
        assertThat(PlainValue.to(boolean.class, null)).isEqualTo(false);
        assertThat(PlainValue.to(Integer.class, null)).isNull();
        assertThat(PlainValue.to(Object.class, 5L)).isEqualTo(5L);
    }
}
