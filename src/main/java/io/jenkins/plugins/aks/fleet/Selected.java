package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The resources that a placement had selected, as the journal keeps them: names only. */
final class Selected {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Selected() {}

    /** @param text JSON, or empty */
    static List<JsonNode> parse(String text) {
        List<JsonNode> selected = new ArrayList<>();
        try {
            MAPPER.readTree(text.isEmpty() ? "[]" : text).forEach(selected::add);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal's list of resources is no JSON", e);
        }
        return selected;
    }
}
