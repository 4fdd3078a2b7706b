package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the Kubernetes API by path, for what fabric8's typed calls do not give: discovery and the server's tables. */
public final class ApiReader {

    /** What kubectl asks for: the server's own columns, each row with the whole object. */
    public static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    public static final String JSON = "application/json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long SECONDS = 60;

    private final KubernetesClient client;

    public ApiReader(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @param path without a leading slash, with its query
     * @throws KubernetesClientException with the server's status where it refused
     * @throws IOException where it did not answer
     */
    public JsonNode get(String path, String accept) throws IOException {
        HttpResponse<byte[]> answer = ask(path, accept);
        if (!answer.isSuccessful()) {
            throw refusal(path, answer);
        }
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "The Kubernetes API answered GET " + path + " with something else than JSON: a proxy or a gateway"
                            + " in between may have answered in its place",
                    e);
        }
    }

    private HttpResponse<byte[]> ask(String path, String accept) throws IOException {
        String base = client.getMasterUrl().toString();
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri((base.endsWith("/") ? base : base + "/") + path)
                .header("Accept", accept)
                .build();
        String subject = "The Kubernetes API did not answer GET " + path;
        try {
            return http.sendAsync(request, byte[].class).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(subject + ": " + failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException(subject + " within " + SECONDS + " seconds", silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading " + path, stopped);
        }
    }

    private static KubernetesClientException refusal(String path, HttpResponse<byte[]> answer) {
        Status status = status(answer.body());
        String message = status.getMessage() == null ? "HTTP " + answer.code() : status.getMessage();
        return new KubernetesClientException("GET " + path + ": " + message, answer.code(), status);
    }

    private static Status status(byte[] body) {
        try {
            Status status = MAPPER.readValue(body, Status.class);
            return status == null ? new Status() : status;
        } catch (IOException notAStatus) {
            // A proxy or a gateway answers in its own words; the code has to do.
            return new Status();
        }
    }
}
