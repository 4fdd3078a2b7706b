package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
    private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void sayWhoWhereAndUntilWhen() {
        assertThat(Tags.of("https://ci/job/1/", END))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "created-by", "aks-pipeline-steps",
                        "build-url", "https://ci/job/1/",
                        "expires", "2026-11-22T12:00:00Z"));
        assertThat(Tags.of("", null)).containsOnlyKeys("created-by");
        assertThat(Tags.of("x".repeat(300), null).get("build-url")).hasSize(256);
    }

    @Test
    void mergeIgnoringCase() {
        Map<String, String> merged = Tags.merge(Map.of("Expires", "old", "team", "a"), Map.of("expires", "new"));
        assertThat(merged).containsExactlyInAnyOrderEntriesOf(Map.of("Expires", "new", "team", "a"));
    }

    @Test
    void tellOursFromOthers() {
        assertThat(Tags.isOurs(json("{'tags':{'Created-By':'aks-pipeline-steps'}}")))
                .isTrue();
        assertThat(Tags.isOurs(json("{'tags':{'created-by':'somebody'}}"))).isFalse();
        assertThat(Tags.isOurs(json("{}"))).isFalse();
        assertThat(Tags.isOurs(json("{'tags':null}"))).isFalse();
    }

    @Test
    void readTheEndOnlyWhereItIsOne() {
        assertThat(Tags.expires(json("{'tags':{'EXPIRES':'2026-11-22T12:00:00Z'}}")))
                .contains(END);
        assertThat(Tags.expires(json("{'tags':{'expires':'tomorrow'}}"))).isEmpty();
        assertThat(Tags.expires(json("{}"))).isEmpty();
    }

    @Test
    void goIntoABodyAndBack() {
        assertThat(Tags.in(Tags.put(json("{'tags':{'old':'1'}}"), Map.of("a", "b"))))
                .isEqualTo(Map.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a<b", "a/b", "what?", "50%", "microsoft.x", "Azure-x", "windowsOne"})
    void haveNamesThatAzureTakes(String name) {
        assertThatThrownBy(() -> Tags.check("tags", Map.of(name, "v")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("tags:");
    }

    @Test
    void haveLimits() throws Exception {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            many.put("t" + i, "x".repeat(256));
        }
        Tags.check("tags", many);
        many.put("one-more", "");
        assertThatThrownBy(() -> Tags.check("tags", many)).hasMessageContaining("51 tags");
        assertThatThrownBy(() -> Tags.check("tags", Map.of("t", "x".repeat(257))))
                .hasMessageContaining("257");
        assertThatThrownBy(() -> Tags.check("tags", Map.of("n".repeat(513), "")))
                .hasMessageContaining("1 to 512");
    }
}
