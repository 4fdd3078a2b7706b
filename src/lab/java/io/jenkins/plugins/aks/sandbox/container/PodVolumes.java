package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where in the store the files of a container are: with the volume of a claim, with the pod, or with the container. */
public final class PodVolumes {
    private PodVolumes() {}

    /** What belongs to a persistent volume. */
    public static String ofVolume(String cluster, String volume) {
        return "k8s/" + cluster + "/volumes/" + volume + "/";
    }

    /** The prefix for what lies at a path, such as {@code /var/lib/mysql}, and below it. */
    public static String prefix(ClusterView cluster, JsonNode pod, String container, String path) {
        JsonNode best = null;
        for (JsonNode mount : PodSpecs.container(pod, container).path("volumeMounts")) {
            String at = mount.path("mountPath").asText();
            boolean covers = path.equals(at) || path.startsWith(at.endsWith("/") ? at : at + "/");
            if (covers
                    && (best == null
                            || at.length() > best.path("mountPath").asText().length())) {
                best = mount;
            }
        }
        if (best == null) {
            String restarts =
                    PodSpecs.status(pod, container).path("restartCount").asText("0");
            return ofPod(cluster, pod) + "layer/" + container + "-" + restarts + clean(path);
        }
        String below = path.substring(best.path("mountPath").asText().length());
        String inside = clean("/" + best.path("subPath").asText() + "/" + below);
        return claimed(cluster, pod, best)
                        .map(volume -> ofVolume(cluster.key(), volume) + "files")
                        .orElse(ofPod(cluster, pod) + "volume/"
                                + best.path("name").asText())
                + inside;
    }

    /** Whether what lies at a path is on a volume that can't be read any more. */
    public static boolean isDamaged(ExecCall call, String path) {
        String prefix = prefix(call.cluster(), call.pod(), call.container(), path);
        int files = prefix.indexOf("/files/");
        return files > 0
                && call.cluster()
                        .store()
                        .get(prefix.substring(0, files) + "/state")
                        .filter(state -> state.path("damaged").asBoolean())
                        .isPresent();
    }

    private static String ofPod(ClusterView cluster, JsonNode pod) {
        return "k8s/" + cluster.key() + "/runs/" + pod.at("/metadata/uid").asText() + "/!";
    }

    private static String clean(String path) {
        return ("/" + path + "/").replaceAll("/+", "/");
    }

    /** The persistent volume behind a mount; empty where the pod itself brings it. */
    private static Optional<String> claimed(ClusterView cluster, JsonNode pod, JsonNode mount) {
        for (JsonNode volume : pod.at("/spec/volumes")) {
            String claim = volume.at("/persistentVolumeClaim/claimName").asText();
            if (volume.path("name").equals(mount.path("name")) && !claim.isEmpty()) {
                String namespace = pod.at("/metadata/namespace").asText();
                return cluster.get("PersistentVolumeClaim", namespace, claim)
                        .map(found -> found.at("/spec/volumeName").asText())
                        .filter(name -> !name.isEmpty());
            }
        }
        return Optional.empty();
    }
}
