package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a registry answers; a HEAD has the length of its body, and not the body. */
@SuppressWarnings("ArrayRecordComponent") // made once and sent, compared by nobody
record OciAnswer(int status, Map<String, String> headers, byte[] body) {

    static OciAnswer empty(int status) {
        return new OciAnswer(status, new LinkedHashMap<>(), new byte[0]);
    }

    static OciAnswer of(int status, String contentType, byte[] body) {
        return new OciAnswer(status, new LinkedHashMap<>(), body).with("Content-Type", contentType);
    }

    static OciAnswer json(JsonNode body) {
        return of(200, "application/json; charset=utf-8", Json.text(body).getBytes(StandardCharsets.UTF_8));
    }

    OciAnswer with(String name, String value) {
        headers.put(name, value);
        return this;
    }
}
