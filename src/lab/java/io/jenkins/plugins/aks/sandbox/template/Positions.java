package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where in a request's text each value stands, by JSON pointer, e.g. {@code /properties/template/resources/0}. */
public final class Positions {
    private final Map<String, String> known = new HashMap<>();

    public Positions(String text) {
        try (JsonParser parser = LenientJson.parser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
                    var at = parser.currentTokenLocation();
                    boolean opens = token.isStructStart();
                    var context = opens ? parser.getParsingContext().getParent() : parser.getParsingContext();
                    known.putIfAbsent(
                            context.pathAsPointer().toString(),
                            "at line '" + at.getLineNr() + "' and column '" + at.getColumnNr() + "'");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the text was read as JSON before", e);
        }
    }

    /** e.g. {@code at line '1' and column '220'}. */
    public String of(String pointer) {
        return known.getOrDefault(pointer, "at line '1' and column '1'");
    }
}
