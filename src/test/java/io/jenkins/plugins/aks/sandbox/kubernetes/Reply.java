package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What the server answered. */
record Reply(int code, HttpHeaders headers, JsonNode json) {

    String text(String... path) {
        return Json.text(json, path);
    }

    JsonNode at(String... path) {
        return Json.at(json, path);
    }

    /** The names of the items of a list. */
    java.util.List<String> names() {
        java.util.List<String> names = new java.util.ArrayList<>();
        json.path("items").forEach(item -> names.add(Meta.name(item)));
        return names;
    }
}
