package io.jenkins.plugins.aks.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.jenkins.plugins.aks.sandbox.secrets.MountedFiles;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The service mesh of a cluster, as its objects show it. */
public final class Mesh {
    public static final String NAMESPACE = "aks-istio-system";
    public static final String REVISION = "istio.io/rev";
    public static final String PROXY = "istio-proxy";

    /** The volume of istiod with a plugged-in authority. */
    public static final String PLUGGED = "cacerts";

    /** The secret with an authority that signed itself. */
    public static final String SELF_SIGNED = "istio-ca-secret";

    private final ClusterView cluster;

    public Mesh(ClusterView cluster) {
        this.cluster = cluster;
    }

    /** The authority of a control plane that is ready; empty where none of this revision is. */
    public Optional<CaBundle> authority(String revision) {
        for (ObjectNode pod : cluster.list("Pod", NAMESPACE)) {
            JsonNode labels = pod.at("/metadata/labels");
            boolean its = labels.path("app").asText().equals("istiod")
                    && labels.path(REVISION).asText().equals(revision);
            if (its && isReady(pod)) {
                Optional<CaBundle> found = usable(files(pod));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<CaBundle> usable(Map<String, String> files) {
        try {
            return Optional.of(CaBundle.of(files, cluster.now()));
        } catch (CaTrouble e) {
            return Optional.empty();
        }
    }

    /** What istiod reads its authority from. */
    Map<String, String> files(JsonNode pod) {
        if (isPlugged(pod)) {
            String uid = pod.at("/metadata/uid").asText();
            return new MountedFiles(cluster.store(), cluster.key())
                    .used(uid, PLUGGED)
                    .orElse(Map.of());
        }
        Map<String, String> files = new LinkedHashMap<>();
        cluster.get("Secret", NAMESPACE, SELF_SIGNED).ifPresent(secret -> secret.path("data")
                .properties()
                .forEach(entry -> files.put(
                        entry.getKey(),
                        new String(Base64.getDecoder().decode(entry.getValue().asText()), StandardCharsets.UTF_8))));
        return files;
    }

    static boolean isPlugged(JsonNode pod) {
        for (JsonNode volume : pod.at("/spec/volumes")) {
            if (volume.path("name").asText().equals(PLUGGED)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a proxy takes all that comes to the pod. */
    public static boolean hasProxy(JsonNode pod) {
        return PodSpecs.container(pod, PROXY).isObject()
                && pod.at("/metadata/annotations").has("sidecar.istio.io/status")
                && PodSpecs.status(pod, PROXY).path("ready").asBoolean();
    }

    public static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True")
                        && !pod.path("metadata").hasNonNull("deletionTimestamp");
            }
        }
        return false;
    }
}
