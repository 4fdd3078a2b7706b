package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabOptionsTest {

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void defaults() {
        LabOptions options = LabOptions.from(properties("java.version", "17"));
        assertThat(options.script()).isEqualTo(Path.of("examples/Jenkinsfile"));
        assertThat(options.state()).isEqualTo(Path.of("target/lab"));
        assertThat(options.serve()).isFalse();
        assertThat(options.shell()).isFalse();
        assertThat(options.port()).isZero();
        assertThat(options.seed()).isEmpty();
        assertThat(options.parameters()).isEmpty();
    }

    @Test
    void everythingCanBeSet() {
        LabOptions options = LabOptions.from(properties(
                "lab.script",
                "x/Jenkinsfile",
                "lab.state",
                "x/lab",
                "lab.serve",
                "",
                "lab.serve.seconds",
                "5",
                "lab.port",
                "8443",
                "lab.seed",
                "42",
                "lab.timeScale",
                "1.5",
                "lab.faults",
                "f.yaml",
                "lab.sh",
                "true",
                "lab.param.A",
                "1",
                "lab.param.B",
                "",
                "lab.env.BRANCH_NAME",
                "main"));
        assertThat(options)
                .isEqualTo(new LabOptions(
                        Path.of("x/Jenkinsfile"),
                        Path.of("x/lab"),
                        true,
                        java.util.Optional.of(Duration.ofSeconds(5)),
                        8443,
                        java.util.Optional.of(42L),
                        java.util.Optional.of(1.5),
                        java.util.Optional.of(Path.of("f.yaml")),
                        true,
                        Map.of("A", "1", "B", ""),
                        Map.of("BRANCH_NAME", "main")));
    }

    @Test
    void falseTurnsAFlagOff() {
        assertThat(LabOptions.from(properties("lab.serve", "false")).serve()).isFalse();
    }

    @Test
    void aMistypedPropertyIsRefused() {
        assertThatThrownBy(() -> LabOptions.from(properties("lab.timescale", "5")))
                .hasMessageStartingWith("-Dlab.timescale is not known. The lab takes lab.script, lab.state,");
    }

    @Test
    void aNumberIsNeededWhereOneIs() {
        assertThatThrownBy(() -> LabOptions.from(properties("lab.seed", "x")))
                .hasMessage("-Dlab.seed must be a number, found: x");
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, 0", "FAILURE, 1", "UNSTABLE, 2", "ABORTED, 3", "NOT_BUILT, 1"})
    void exitCodes(String result, int code) {
        assertThat(Lab.code(Result.fromString(result))).isEqualTo(code);
    }
}
