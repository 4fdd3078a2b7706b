package io.jenkins.plugins.aks.runner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CoercionTest {

    private final Coercion coercion = new Coercion((type, arguments) -> {
        throw new IllegalStateException("nested " + type + " " + arguments);
    });

    @SuppressWarnings("unused")
    private List<Integer> integers;

    @SuppressWarnings("unused")
    private Map<String, Long> longs;

    @SuppressWarnings("unused")
    private Set<TimeUnit> units;

    private static Type field(String name) throws NoSuchFieldException {
        return CoercionTest.class.getDeclaredField(name).getGenericType();
    }

    private static Stream<Arguments> fitting() throws NoSuchFieldException {
        return Stream.of(
                Arguments.of(int.class, null, 0),
                Arguments.of(boolean.class, null, false),
                Arguments.of(String.class, null, null),
                Arguments.of(String.class, "x", "x"),
                Arguments.of(int.class, 5L, 5),
                Arguments.of(Integer.class, "7", 7),
                Arguments.of(long.class, 5, 5L),
                Arguments.of(double.class, new BigDecimal("1.5"), 1.5),
                Arguments.of(float.class, 2, 2f),
                Arguments.of(BigDecimal.class, 3, new BigDecimal("3")),
                Arguments.of(BigInteger.class, 3, BigInteger.valueOf(3)),
                Arguments.of(boolean.class, true, true),
                Arguments.of(char.class, "c", 'c'),
                Arguments.of(TimeUnit.class, "HOURS", TimeUnit.HOURS),
                Arguments.of(Object.class, List.of(1), List.of(1)),
                Arguments.of(field("integers"), List.of("1", 2L), List.of(1, 2)),
                Arguments.of(field("longs"), Map.of("a", 1), Map.of("a", 1L)),
                Arguments.of(field("units"), List.of("DAYS"), new LinkedHashSet<>(List.of(TimeUnit.DAYS))));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void turnsValuesIntoTheParametersType(Type type, Object given, Object expected) {
        assertThat(coercion.to("here", type, given)).isEqualTo(expected);
    }

    private static Stream<Arguments> misfits() throws NoSuchFieldException {
        return Stream.of(
                Arguments.of(int.class, "x"),
                Arguments.of(int.class, 1.5),
                Arguments.of(int.class, 5_000_000_000L),
                Arguments.of(String.class, 5),
                Arguments.of(boolean.class, "true"),
                Arguments.of(TimeUnit.class, "hours"),
                Arguments.of(char.class, "cc"),
                Arguments.of(field("integers"), "x"),
                Arguments.of(field("integers"), Arrays.asList("x")));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void refusesWhatDoesNotFit(Type type, Object given) {
        assertThatThrownBy(() -> coercion.to("a.Step.count", type, given))
                .isInstanceOf(ClassCastException.class)
                .hasMessageStartingWith("a.Step.count expects ")
                .hasMessageContaining("but received class java.lang.");
    }

    @Test
    void arraysAreMadeOfLists() {
        assertThat((int[]) coercion.to("here", int[].class, List.of(1, 2L))).containsExactly(1, 2);
        assertThat((String[]) coercion.to("here", String[].class, List.of("a"))).containsExactly("a");
    }

    @Test
    void mapsForOtherTypesAreNested() {
        assertThatThrownBy(() -> coercion.to("here", Thread.class, Map.of("a", 1)))
                .hasMessage("nested class java.lang.Thread {a=1}");
    }
}
