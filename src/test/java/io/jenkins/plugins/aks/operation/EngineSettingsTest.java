package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSettingsTest {

    private final EngineSettings defaults = EngineSettings.defaults();

    @Test
    void defaultsAreForAController() {
        assertThat(defaults.threads()).isEqualTo(16);
        assertThat(defaults.heartbeat()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.classLoader()).isSameAs(Engine.class.getClassLoader());
    }

    @Test
    void eachSettingChangesAlone() {
        ClassLoader loader = new ClassLoader() {};
        VirtualTime time = new VirtualTime();
        EngineSettings changed = defaults.withThreads(2)
                .withClock(time)
                .withSeed(5)
                .withBackOff(Duration.ofMillis(1), Duration.ofMillis(2))
                .withHeartbeat(Duration.ofSeconds(3))
                .withClassLoader(loader);

        assertThat(changed)
                .isEqualTo(new EngineSettings(
                        2,
                        time,
                        5,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        defaults.spread(),
                        Duration.ofSeconds(3),
                        loader));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 17})
    void refusesOtherNumbersOfThreads(int threads) {
        assertThatThrownBy(() -> defaults.withThreads(threads))
                .hasMessage("an engine has 1 to 16 threads, not " + threads);
    }

    @Test
    void refusesTimesThatAreNotPositive() {
        assertThatThrownBy(() -> defaults.withHeartbeat(Duration.ZERO))
                .hasMessageStartingWith("heartbeat must be more than zero");
        assertThatThrownBy(() -> defaults.withBackOff(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
                .hasMessageStartingWith("firstBackOff must be");
    }
}
