package io.jenkins.plugins.aks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultFileTest {
    @TempDir
    Path directory;

    private List<FaultRule> read(String text) throws IOException {
        return FaultFile.read(Files.writeString(directory.resolve("faults"), text));
    }

    @Test
    void readsYaml() throws IOException {
        List<FaultRule> rules = read(
                """
                rules:
                  - {method: PUT, path: '.*/managedClusters/[^/]+', from: 2, times: 3, status: 429, headers: {Retry-After: 5},
                     code: Throttled, message: slow down}
                  - {path: /x, cut: after, delay: PT2S}
                  - {path: /y, times: 0, crash: {code: Boom, message: it broke}}
                """);
        assertThat(rules).hasSize(3);
        FaultRule first = rules.get(0);
        assertThat(first.concerns("PUT", "/subscriptions/a/managedclusters/c")).isTrue();
        assertThat(first.concerns("GET", "/subscriptions/a/managedClusters/c")).isFalse();
        assertThat(first.concerns(1)).isFalse();
        assertThat(first.concerns(2)).isTrue();
        assertThat(first.concerns(4)).isTrue();
        assertThat(first.concerns(5)).isFalse();
        assertThat(first.answer().orElseThrow().body().at("/error/code").asText())
                .isEqualTo("Throttled");
        assertThat(first.answer().orElseThrow().headers()).containsEntry("Retry-After", "5");
        assertThat(rules.get(1).cut()).isEqualTo(FaultRule.Cut.AFTER_EFFECT);
        assertThat(rules.get(1).delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(rules.get(2).concerns(1000)).isTrue();
        assertThat(rules.get(2).crash()).contains(new FaultRule.Crash("Boom", "it broke"));
    }

    @Test
    void readsJson() throws IOException {
        assertThat(read("{\"rules\":[{\"path\":\"/x\",\"status\":503}]}"))
                .singleElement()
                .satisfies(r -> assertThat(r.answer().orElseThrow().body()).isNull());
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> read("rules: [{path: /x, colour: red}]"))
                .hasMessageContaining("rule 1")
                .hasMessageContaining("[colour]");
        assertThatThrownBy(() -> read("rules: [{method: GET}]")).hasMessageContaining("'path' is missing");
        assertThatThrownBy(() -> read("rules: [{path: /x, cut: maybe}]")).hasMessageContaining("'maybe'");
        assertThatThrownBy(() -> read("rules: [{path: '['}]")).hasMessageContaining("rule 1");
        assertThatThrownBy(() -> read("nothing: here")).hasMessageContaining("no list 'rules'");
        assertThatThrownBy(() -> read("rules: [!!java.net.URL ['http://x']]"));
    }

    @Test
    void aRuleOfAFileIsNotAppliedAgainAfterARestart() throws IOException {
        Path file = Files.writeString(directory.resolve("faults"), "rules: [{path: /it, status: 503}]");
        SandboxSettings settings =
                SandboxSettings.in(directory.resolve("state")).withFaults(file);
        try (Sandbox sandbox = Sandbox.start(settings)) {
            assertThat(new Web(sandbox.caPem())
                            .send("GET", sandbox.url() + "/it", null)
                            .statusCode())
                    .isEqualTo(503);
        }
        try (Sandbox again = Sandbox.start(settings)) {
            assertThat(new Web(again.caPem())
                            .send("GET", again.url() + "/it", null)
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
