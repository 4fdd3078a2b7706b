package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pod with one container, {@code main}, that runs once.
 *
 * @param command replaces the image's entry point; empty for the image's own
 * @param timeLimit after it the cluster itself ends the pod, should nobody be left to remove it
 */
record PodSpecText(
        String image,
        List<String> command,
        List<String> args,
        Map<String, String> env,
        Map<String, String> labels,
        String serviceAccount,
        Duration timeLimit) {
    static final String CONTAINER = "main";
    private static final int SUFFIX = 8;

    /** The same for the same step of the same build, and another for any other. */
    static String uniqueName(String prefix, String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return prefix + "-" + HexFormat.of().formatHex(digest).substring(0, SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param tags that everything created carries; as annotations, since their values are no labels */
    ObjectNode pod(String namespace, String name, Map<String, String> tags) {
        ObjectNode pod = new ObjectMapper().createObjectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", name).put("namespace", namespace);
        ObjectNode given = metadata.putObject("labels");
        given.put("app.kubernetes.io/managed-by", "aks-pipeline-steps");
        new TreeMap<>(labels).forEach(given::put);
        ObjectNode annotations = metadata.putObject("annotations");
        new TreeMap<>(tags).forEach((tag, value) -> annotations.put("aks-pipeline-steps/" + tag, value));
        ObjectNode spec = pod.putObject("spec");
        spec.put("restartPolicy", "Never").put("activeDeadlineSeconds", timeLimit.toSeconds());
        if (!serviceAccount.isEmpty()) {
            spec.put("serviceAccountName", serviceAccount);
        }
        ObjectNode container = spec.putArray("containers").addObject();
        container.put("name", CONTAINER).put("image", image);
        if (!command.isEmpty()) {
            command.forEach(container.putArray("command")::add);
        }
        if (!args.isEmpty()) {
            args.forEach(container.putArray("args")::add);
        }
        new TreeMap<>(env).forEach((variable, value) -> container
                .withArray("env")
                .addObject()
                .put("name", variable)
                .put("value", value));
        return pod;
    }
}
