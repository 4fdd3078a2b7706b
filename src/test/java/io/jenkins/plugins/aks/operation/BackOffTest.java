package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static BackOff backOff(long seed) {
        return new BackOff(FIRST, LONGEST, new SplittableRandom(seed));
    }

    @Test
    void boundsDoubleUpToTheLongest() {
        List<Duration> longest =
                Stream.iterate(Duration.ZERO, each -> Duration.ZERO).limit(8).toList();
        long[] most = new long[longest.size()];
        for (int seed = 0; seed < 2_000; seed++) {
            BackOff backOff = backOff(seed);
            for (int at = 0; at < most.length; at++) {
                most[at] = Math.max(most[at], backOff.next().toMillis());
            }
        }

        long[] bounds = {2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000};
        for (int at = 0; at < most.length; at++) {
            assertThat(most[at]).isBetween(bounds[at] * 9 / 10, bounds[at]);
        }
    }

    @Test
    void jitterIsFull() {
        assertThat(IntStream.range(0, 200).mapToObj(seed -> backOff(seed).next()))
                .anyMatch(wait -> wait.toMillis() < 200)
                .anyMatch(wait -> wait.toMillis() > 1_800);
    }

    @Test
    void sameSeedGivesTheSameWaits() {
        BackOff one = backOff(42);
        BackOff other = backOff(42);

        assertThat(List.of(one.next(), one.next(), one.next()))
                .containsExactly(other.next(), other.next(), other.next());
    }

    @Test
    void neverComesBackBeforeTheServiceAllows() {
        assertThat(IntStream.range(0, 200).mapToObj(seed -> backOff(seed).after(Duration.ofMinutes(5))))
                .allSatisfy(wait -> assertThat(wait)
                        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plus(FIRST)));
    }

    @Test
    void startsAnewAfterReset() {
        BackOff backOff = backOff(1);
        IntStream.range(0, 100).forEach(each -> backOff.next());

        backOff.reset();

        assertThat(backOff.next()).isLessThanOrEqualTo(FIRST);
    }
}
