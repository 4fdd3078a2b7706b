package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer in one piece. */
public record WebResponse(int status, Map<String, String> headers, String contentType, String body) {

    public static WebResponse json(int status, JsonNode body) {
        return new WebResponse(status, Map.of(), "application/json; charset=utf-8", Json.text(body));
    }

    public static WebResponse empty(int status) {
        return new WebResponse(status, Map.of(), "", "");
    }

    public WebResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebResponse(status, more, contentType, body);
    }
}
