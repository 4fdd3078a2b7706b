package io.jenkins.plugins.aks.azure;

import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.CappedBody;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One request, one answer; JSON both ways. */
final class ArmHttp {
    private static final int QUOTED = 300;
    private static final int MOST_BYTES = 64 << 20;

    private final HttpPipeline pipeline;
    private final int mostBytes;

    ArmHttp(HttpPipeline pipeline) {
        this(pipeline, MOST_BYTES);
    }

    /** @param mostBytes of an answer's body, so that no answer fills the controller's heap */
    ArmHttp(HttpPipeline pipeline, int mostBytes) {
        this.pipeline = pipeline;
        this.mostBytes = mostBytes;
    }

    /** @param body null for none */
    ArmResponse send(HttpMethod method, String url, JsonNode body, Map<String, String> headers)
            throws OperationException, TransientException {
        HttpRequest request = new HttpRequest(method, url);
        request.setHeader(HttpHeaderName.ACCEPT, "application/json");
        headers.forEach((name, value) -> request.setHeader(HttpHeaderName.fromString(name), value));
        if (body != null) {
            request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json; charset=utf-8");
            request.setBody(BinaryData.fromBytes(bytes(body)));
        } else if (method != HttpMethod.GET) {
            request.setHeader(HttpHeaderName.CONTENT_LENGTH, "0");
        }
        String subject = method + " " + ArmUrls.pathOf(url);
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            return answer(subject, response, body(subject, response));
        } catch (RuntimeException e) {
            throw Failures.of(subject, e);
        }
    }

    private byte[] body(String subject, HttpResponse response) throws OperationException {
        CappedBody body = new CappedBody(mostBytes);
        try {
            response.writeBodyTo(body);
        } catch (IOException | RuntimeException e) {
            if (body.isTooLong()) {
                throw new OperationException(subject + ": the answer has more than " + mostBytes
                        + " bytes, which is not read. Check the cloud's endpoint and the proxy between.");
            }
            throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
        }
        return body.bytes();
    }

    private static ArmResponse answer(String subject, HttpResponse response, byte[] bytes) throws OperationException {
        Map<String, String> headers = new HashMap<>();
        for (HttpHeader header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        int status = response.getStatusCode();
        return new ArmResponse(status, Map.copyOf(headers), object(subject, status, bytes));
    }

    private static ObjectNode object(String subject, int status, byte[] bytes) throws OperationException {
        if (bytes.length == 0 || new String(bytes, StandardCharsets.UTF_8).isBlank()) {
            return Json.MAPPER.createObjectNode();
        }
        JsonNode parsed = null;
        try {
            parsed = Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            if (status >= 200 && status < 300) {
                throw new OperationException(subject + ": HTTP " + status + " with a body that is no JSON: '"
                        + quoted(bytes) + "'. Check the cloud's endpoint and the proxy between.");
            }
        }
        if (parsed instanceof ObjectNode object) {
            return object;
        }
        ObjectNode wrapped = Json.MAPPER.createObjectNode();
        if (parsed != null && parsed.isArray()) {
            wrapped.set("value", parsed);
        } else {
            wrapped.putObject("error").put("code", "Http" + status).put("message", quoted(bytes));
        }
        return wrapped;
    }

    private static String quoted(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }

    private static byte[] bytes(JsonNode body) throws OperationException {
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new OperationException("the body of the request cannot be written as JSON", e);
        }
    }
}
