package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PortForward;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The API of the Prometheus in one replica of the metrics agent, through a port-forward of a moment (W144, W145). Each
 * replica knows only the targets that it scrapes itself.
 */
final class AgentPrometheus {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CONTAINER = "prometheus-collector";
    private static final int PORT = 9090;
    private static final int MILLIS = 15_000;
    private static final int MOST_BYTES = 32 << 20;

    private AgentPrometheus() {}

    /** @param pod a Ready one of {@code ama-metrics} */
    static List<JsonNode> activeTargets(KubernetesClient client, JsonNode pod)
            throws OperationException, TransientException {
        String subject = "targets of pod " + pod.at("/metadata/name").asText();
        try (PortForward forward = PortForward.open(client, PodChoice.container(pod, CONTAINER), PORT)) {
            String url = "http://127.0.0.1:" + forward.address().getPort() + "/api/v1/targets?state=active";
            try {
                List<JsonNode> targets = new ArrayList<>();
                read(subject, url).at("/data/activeTargets").forEach(targets::add);
                return targets;
            } catch (IOException broken) {
                String why = forward.trouble().orElse(broken.getMessage());
                throw new TransientException(subject + ": its API does not answer: " + why, broken);
            }
        } catch (IOException failed) {
            throw new TransientException(subject + ": no port-forward: " + failed.getMessage(), failed);
        }
    }

    private static JsonNode read(String subject, String url) throws IOException, OperationException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("HTTP " + status);
        }
        try (InputStream in = connection.getInputStream()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new OperationException(subject + ": the list has more than " + MOST_BYTES
                        + " bytes, which is not read. Look at it with a port-forward by hand.");
            }
            return MAPPER.readTree(body);
        }
    }
}
