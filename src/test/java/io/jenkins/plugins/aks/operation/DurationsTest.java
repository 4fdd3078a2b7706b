package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "45m,PT45M",
        "1h30m,PT1H30M",
        "90s,PT90S",
        "2d,PT48H",
        "1d2h3m4s,PT26H3M4S",
        "' 5m ',PT5M",
        "365d,PT8760H"
    })
    void readsWhatPeopleWrite(String text, Duration expected) throws Exception {
        assertThat(Durations.parse(text, "timeLimit")).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {" ", "45", "m", "-5m", "30m1h", "1h 30m", "1.5h", "0s", "366d", "9999999999s", "5M", "PT5M"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse(text, "timeLimit"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("timeLimit: ")
                .hasMessageContaining("e.g. 45m, 1h30m, 90s, 2d");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT0.9S,0s",
        "PT5S,5s",
        "PT59S,59s",
        "PT1M,1m00s",
        "PT2M5S,2m05s",
        "PT1H2M59S,1h02m",
        "PT76H,3d04h",
        "PT-3S,0s"
    })
    void writesTheTwoLargestUnits(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
    }

    @Property(tries = 200)
    void readsWhatItWrote(@ForAll @IntRange(min = 1, max = 3599) int seconds) throws Exception {
        Duration duration = Duration.ofSeconds(seconds);

        assertThat(Durations.parse(Durations.format(duration), "timeLimit")).isEqualTo(duration);
    }
}
