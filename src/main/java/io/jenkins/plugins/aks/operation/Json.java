package io.jenkins.plugins.aks.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Results as text: maps, lists, strings, numbers and booleans, nothing else. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    /** @throws IllegalArgumentException for a value that is of no such type; it names the place of the value */
    static String write(Map<String, Object> result) {
        check("result", result);
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a result cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException for a text that {@link #write} has not written */
    static Map<String, Object> read(String text) {
        try {
            return MAPPER.readValue(text, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a recorded result is no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    private static void check(String place, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (!(key instanceof String)) {
                    throw new IllegalArgumentException(place + " has the key " + key + ", which is no text");
                }
                check(place + "." + key, inner);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> check(place + "[]", inner));
        } else if (value != null
                && !(value instanceof String)
                && !(value instanceof Number)
                && !(value instanceof Boolean)) {
            throw new IllegalArgumentException(place + " is a "
                    + value.getClass().getName() + "; only maps, lists, texts, numbers and booleans are allowed");
        }
    }
}
