package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureGroupStepTest {

    @Test
    @SuppressWarnings("unchecked")
    void tagsOfAScriptNeedNotBeStrings() {
        Map<Object, Object> script = new LinkedHashMap<>();
        script.put("team", new StringBuilder("web"));
        script.put("cost", 7);
        script.put("note", null);
        AzureGroupStep step = new AzureGroupStep("lab");
        step.setTags((Map<String, String>) (Map<?, ?>) script);
        for (Object value : ((Map<?, ?>) step.getTags()).values()) {
            assertThat(value).isInstanceOf(String.class);
        }
        assertThat(step.getTags()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "web", "cost", "7", "note", ""));
    }

    @Test
    void noTagsAreAnEmptyMap() {
        AzureGroupStep step = new AzureGroupStep("lab");
        step.setTags(null);
        assertThat(step.getTags()).isEmpty();
    }
}
