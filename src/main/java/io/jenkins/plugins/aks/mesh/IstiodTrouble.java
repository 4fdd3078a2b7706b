package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.LogLine;
import io.jenkins.plugins.aks.kubernetes.LogQuery;
import io.jenkins.plugins.aks.kubernetes.ObjectEvent;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.regex.Pattern;

/** Why the control plane does not become ready: the last warning about one of its pods, and its own last complaint. */
final class IstiodTrouble {
    private static final String CONTAINER = "discovery";
    private static final Pattern COMPLAINT = Pattern.compile("\\b(error|fatal|panic|warn)\\b");
    private static final int LOG_LIMIT = 64 * 1024;

    private final KubernetesClient client;

    IstiodTrouble(KubernetesClient client) {
        this.client = client;
    }

    /** Empty where nothing is wrong with any of them. */
    String text() throws OperationException, TransientException {
        ApiReader reader = new ApiReader(client);
        for (JsonNode pod :
                new LiveObjects(reader).list("api/v1/namespaces/" + MeshReady.NAMESPACE + "/pods", MeshReady.APP)) {
            if (PodChoice.isReady(pod)) {
                continue;
            }
            String name = pod.at("/metadata/name").asText();
            String event = ObjectEvent.latestWarning(reader, MeshReady.NAMESPACE, name);
            String said = complaint(pod);
            String text = (event.isEmpty() ? "" : " Last event of pod " + name + ": " + sentence(event))
                    + (said.isEmpty() ? "" : " istiod says: " + sentence(said));
            if (!text.isEmpty()) {
                return text.strip();
            }
        }
        return "";
    }

    /** One that crashes again and again says it in the run before the present one. */
    private String complaint(JsonNode pod) throws TransientException {
        String now = complaint(pod, false);
        return now.isEmpty() ? complaint(pod, true) : now;
    }

    private String complaint(JsonNode pod, boolean previous) throws TransientException {
        List<LogLine> lines;
        try {
            lines = new PodLogs(client)
                    .read(new PodContainer(pod, CONTAINER), new LogQuery(null, -1, previous, LOG_LIMIT));
        } catch (OperationException notStarted) {
            return "";
        }
        return lines.stream()
                .map(LogLine::text)
                .filter(line -> COMPLAINT.matcher(line).find())
                .reduce("", (before, line) -> line)
                .strip();
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
