package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to the Kubernetes API by path, JSON both ways, through the client's own connection. */
final class ApiCall {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long SECONDS = 60;

    private final KubernetesClient client;

    ApiCall(KubernetesClient client) {
        this.client = client;
    }

    /** A request under way. */
    record Pending(String subject, CompletableFuture<HttpResponse<byte[]>> answer) {}

    /** @param path without a leading slash, with its query */
    Pending get(String path, String accept) {
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri(path))
                .header("Accept", accept)
                .build();
        return new Pending("GET " + path, client.getHttpClient().sendAsync(request, byte[].class));
    }

    /** @param body null for none */
    Pending send(String method, String path, String contentType, JsonNode body) {
        String text = body == null ? "" : body.toString();
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri(path))
                .header("Accept", ApiReader.JSON)
                .method(method, contentType, text)
                .build();
        return new Pending(method + " " + path, client.getHttpClient().sendAsync(request, byte[].class));
    }

    private String uri(String path) {
        String base = client.getMasterUrl().toString();
        return (base.endsWith("/") ? base : base + "/") + path;
    }

    /**
     * @throws KubernetesClientException with the server's status where it refused
     * @throws IOException where it did not answer, or not with JSON
     */
    static JsonNode await(Pending call) throws IOException {
        try {
            return MAPPER.readTree(bytes(call));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "The Kubernetes API answered " + call.subject() + " with something else than JSON: a proxy or a"
                            + " gateway in between may have answered in its place",
                    e);
        }
    }

    /** The same for what is no JSON. */
    static byte[] bytes(Pending call) throws IOException {
        HttpResponse<byte[]> answer = answer(call);
        if (!answer.isSuccessful()) {
            throw refusal(call.subject(), answer);
        }
        return answer.body();
    }

    /** Whatever it is, refusals too. */
    static HttpResponse<byte[]> answer(Pending call) throws IOException {
        String silence = "The Kubernetes API did not answer " + call.subject();
        try {
            return call.answer().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KubernetesClientException refused) {
                throw refused;
            }
            throw new IOException(silence + ": " + failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException(silence + " within " + SECONDS + " seconds", silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during " + call.subject(), stopped);
        }
    }

    private static KubernetesClientException refusal(String subject, HttpResponse<byte[]> answer) {
        Status status = status(answer.body());
        String message = status.getMessage() == null ? "HTTP " + answer.code() : status.getMessage();
        return new KubernetesClientException(subject + ": " + message, answer.code(), status);
    }

    /** Without a message where the answer is no Status. */
    static Status status(byte[] body) {
        try {
            Status status = MAPPER.readValue(body, Status.class);
            return status == null ? new Status() : status;
        } catch (IOException notAStatus) {
            // A proxy or a gateway answers in its own words; the code has to do.
            return new Status();
        }
    }
}
