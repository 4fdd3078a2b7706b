package io.jenkins.plugins.aks.sandbox.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The API of the Prometheus in each replica of {@code ama-metrics}, at port 9090: each has its share of the targets. */
public final class AgentApi implements PortListener {
    private static final int PORT = 9090;
    private static final String APP = "ama-metrics";

    @Override
    public boolean listens(PortCall call) {
        return call.port() == PORT && isAgent(call.pod());
    }

    private static boolean isAgent(JsonNode pod) {
        return pod.at("/metadata/namespace").asText().equals("kube-system")
                && pod.at("/metadata/labels/rsName").asText().equals(APP);
    }

    @Override
    public void serve(PortCall call, InputStream in, OutputStream out) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String request = reader.readLine();
        for (String line = request; line != null && !line.isEmpty(); ) {
            line = reader.readLine();
        }
        if (request == null) {
            return;
        }
        String[] parts = request.split(" ");
        boolean known = parts[0].equals("GET") && parts.length > 1 && parts[1].startsWith("/api/v1/targets");
        String body = known ? Json.text(targets(call)) : "404 page not found\n";
        out.write(("HTTP/1.1 " + (known ? "200 OK" : "404 Not Found") + "\r\nContent-Type: "
                        + (known ? "application/json" : "text/plain") + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ObjectNode targets(PortCall call) {
        List<String> replicas = call.cluster().list("Pod", "kube-system").stream()
                .filter(AgentApi::isAgent)
                .map(pod -> pod.at("/metadata/name").asText())
                .sorted()
                .toList();
        int own = replicas.indexOf(call.pod().at("/metadata/name").asText());
        Instant now = call.cluster().now();
        ObjectNode answer = Json.object().put("status", "success");
        ArrayNode active = answer.putObject("data").putArray("activeTargets");
        ScrapedTargets targets =
                new ScrapedTargets(call.cluster().store(), call.cluster().key(), call.cluster()::real);
        for (JsonNode target : targets.discovered(now)) {
            int share = Math.floorMod(target.path("scrapeUrl").asText().hashCode(), replicas.size());
            if (share == own) {
                active.add(shown(target, targets.lastScrape(target.path("since").asText(), now)));
            }
        }
        answer.withObject("/data").putArray("droppedTargets");
        return answer;
    }

    private static ObjectNode shown(JsonNode target, Instant lastScrape) {
        boolean up = target.path("up").asBoolean();
        ObjectNode shown = Json.object()
                .put("scrapePool", target.path("scrapePool").asText())
                .put("scrapeUrl", target.path("scrapeUrl").asText())
                .put("globalUrl", target.path("scrapeUrl").asText())
                .put("lastError", target.path("error").asText())
                .put("lastScrape", lastScrape.toString())
                .put("health", up ? "up" : "down");
        shown.set("labels", target.path("labels"));
        return shown;
    }
}
