package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pod that is made to ask a Service, and deleted again (W068, W074).
 *
 * @param name unique to the step's call
 * @param inside whether the mesh may put its proxy into it
 */
record MeshClient(String namespace, String name, String image, boolean inside) {
    static final String CONTAINER = "curl";

    private static final long NO_GRACE = 0;
    /** Of curl's own image; any that is not root's will do. */
    private static final int USER = 100;

    /** Without a leading slash. */
    String pods() {
        return "api/v1/namespaces/" + namespace + "/pods";
    }

    String path() {
        return pods() + "/" + name;
    }

    String subject() {
        return "pod " + namespace + "/" + name;
    }

    /** It ends by itself, should nobody be left to delete it. */
    ObjectNode manifest(Map<String, String> tags) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata =
                pod.putObject("metadata").put("namespace", namespace).put("name", name);
        ObjectNode labels = metadata.putObject("labels").put("app.kubernetes.io/managed-by", "aks-pipeline-steps");
        if (!inside) {
            labels.put("sidecar.istio.io/inject", "false");
        }
        ObjectNode annotations = metadata.putObject("annotations");
        new TreeMap<>(tags).forEach((tag, value) -> annotations.put("aks-pipeline-steps/" + tag, value));
        ObjectNode spec = pod.putObject("spec");
        spec.put("restartPolicy", "Never").put("terminationGracePeriodSeconds", NO_GRACE);
        spec.putObject("nodeSelector").put("kubernetes.io/os", "linux");
        ObjectNode container = spec.putArray("containers").addObject();
        container.put("name", CONTAINER).put("image", image);
        ObjectNode resources = container.putObject("resources");
        resources.putObject("requests").put("cpu", "10m").put("memory", "16Mi");
        resources.putObject("limits").put("cpu", "200m").put("memory", "64Mi");
        secure(container.putObject("securityContext"));
        container.putArray("command").add("sleep").add("3600");
        return pod;
    }

    /** What a namespace with the strictest pod security asks for. */
    private static void secure(ObjectNode context) {
        context.put("allowPrivilegeEscalation", false).put("runAsNonRoot", true).put("runAsUser", USER);
        context.putObject("capabilities").putArray("drop").add("ALL");
        context.putObject("seccompProfile").put("type", "RuntimeDefault");
    }
}
