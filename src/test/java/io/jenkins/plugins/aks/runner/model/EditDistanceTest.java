package io.jenkins.plugins.aks.runner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "same, same, 0", "ab, ba, 2", "count, cuont, 2"})
    void countsChanges(String a, String b, int distance) {
        assertThat(EditDistance.between(a, b)).isEqualTo(distance);
        assertThat(EditDistance.between(b, a)).isEqualTo(distance);
    }

    @Test
    void findsTheNearest() {
        assertThat(EditDistance.nearest("clustr", List.of("name", "cluster", "location")))
                .isEqualTo("cluster");
        assertThat(EditDistance.nearest("x", List.of())).isNull();
    }
}
