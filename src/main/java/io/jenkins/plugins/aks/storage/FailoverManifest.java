package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ManifestYaml;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The objects that the check brings along: the MySQL server (W085 to W090, with a storage class and a node selector, which
 * the workshop's own manifest lacks), its Secret, and the script of the writer.
 */
final class FailoverManifest {
    /** The label of what the step makes. */
    static final String OWNER = "aks-pipeline-steps";

    static final String CLAIM = "data";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 24;
    private static final String POOL_LABEL = "kubernetes.azure.com/agentpool";
    /** Without it a claim on disks that go with their node is refused (spec section 7). */
    private static final List<String> ACCEPT_EPHEMERAL =
            List.of("acstor.azure.com/accept-ephemeral-storage", "localdisk.csi.acstor.io/accept-ephemeral-storage");

    private FailoverManifest() {}

    /**
     * The Service and the StatefulSet.
     *
     * @param storageNodes whether the volumes live on the storage nodes
     */
    static List<ManifestObject> server(FailoverTarget target, String storageClass, boolean storageNodes)
            throws OperationException {
        List<ManifestObject> objects = ManifestYaml.parse("failover-mysql", resource("builtin/failover-mysql.yaml"));
        for (ManifestObject object : objects) {
            object.json().withObject("/metadata").put("namespace", target.namespace());
            if (object.kind().equals("StatefulSet")) {
                complete(object.json(), target, storageClass, storageNodes);
            }
        }
        return objects;
    }

    private static void complete(ObjectNode set, FailoverTarget target, String storageClass, boolean storageNodes) {
        ObjectNode pod = set.withObject("/spec/template/spec");
        ObjectNode container = (ObjectNode) pod.at("/containers/0");
        container.put("image", target.image());
        for (String name : List.of("MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD")) {
            container.withArray("env").add(ofSecret(name, target.secret(), name));
        }
        if (storageNodes) {
            pod.withObject("/nodeSelector").put(ContainerStorage.LABEL, ContainerStorage.LABEL_VALUE);
        }
        if (!target.nodePool().isEmpty()) {
            pod.withObject("/nodeSelector").put(POOL_LABEL, target.nodePool());
        }
        ObjectNode claim = (ObjectNode) set.at("/spec/volumeClaimTemplates/0");
        claim.withObject("/spec").put("storageClassName", storageClass);
        claim.withObject("/spec/resources/requests").put("storage", target.size());
        ObjectNode annotations = claim.withObject("/metadata").withObjectProperty("annotations");
        ACCEPT_EPHEMERAL.forEach(each -> annotations.put(each, "true"));
    }

    /** With passwords that nobody knows; they are in this object and in the cluster, and nowhere else. */
    static ObjectNode secret(FailoverTarget target) {
        ObjectNode secret = JsonNodeFactory.instance.objectNode();
        secret.put("apiVersion", "v1").put("kind", "Secret").put("type", "Opaque");
        ObjectNode metadata = secret.putObject("metadata");
        metadata.put("name", target.secret()).put("namespace", target.namespace());
        metadata.putObject("labels").put("app.kubernetes.io/managed-by", OWNER);
        ObjectNode data = secret.putObject("stringData");
        data.put("MYSQL_USER", "failover").put("MYSQL_PASSWORD", password()).put("MYSQL_ROOT_PASSWORD", password());
        return secret;
    }

    private static String password() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    static ObjectNode ofSecret(String variable, String secret, String key) {
        ObjectNode env = JsonNodeFactory.instance.objectNode().put("name", variable);
        env.withObject("/valueFrom/secretKeyRef").put("name", secret).put("key", key);
        return env;
    }

    /** @param name beside this class */
    static String resource(String name) {
        try (InputStream in = FailoverManifest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's own file " + name + " cannot be read", e);
        }
    }
}
