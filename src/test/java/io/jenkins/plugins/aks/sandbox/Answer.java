package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;

/** A sandbox's answer with its body as JSON (an empty object where there is none). */
public record Answer(int status, ObjectNode body, HttpResponse<String> raw) {

    public static Answer of(HttpResponse<String> raw) {
        return new Answer(raw.statusCode(), raw.body().isEmpty() ? Json.object() : Json.parse(raw.body()), raw);
    }

    public JsonNode at(String pointer) {
        return body.at(pointer);
    }

    public String text(String pointer) {
        return body.at(pointer).asText();
    }

    /** e.g. {@code 404 ResourceNotFound}. */
    public String refusal() {
        return status + " " + text("/error/code");
    }

    public String message() {
        return text("/error/message");
    }

    public String header(String name) {
        return raw.headers().firstValue(name).orElse("");
    }
}
