package io.jenkins.plugins.aks.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a kubeconfig that needs nothing but itself: no plugin, no other file. It holds a secret. */
public final class KubeconfigText {
    private KubeconfigText() {}

    /**
     * @param cluster the name that cluster, context and user get
     * @param namespace the context's namespace; empty for none
     * @param token for an Entra cluster, a token of Entra; empty for the kubeconfig's own credential
     */
    public static String of(Kubeconfig kubeconfig, String cluster, String namespace, String token) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("server", kubeconfig.server());
        put(server, "certificate-authority-data", kubeconfig.certificateAuthority());
        Map<String, Object> user = new LinkedHashMap<>();
        if (token.isEmpty()) {
            put(user, "client-certificate-data", kubeconfig.clientCertificate());
            put(user, "client-key-data", kubeconfig.clientKey());
            put(user, "token", kubeconfig.token());
        } else {
            user.put("token", token);
        }
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("cluster", cluster);
        context.put("user", cluster);
        put(context, "namespace", namespace);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("apiVersion", "v1");
        root.put("kind", "Config");
        root.put("clusters", List.of(Map.of("name", cluster, "cluster", server)));
        root.put("users", List.of(Map.of("name", cluster, "user", user)));
        root.put("contexts", List.of(Map.of("name", cluster, "context", context)));
        root.put("current-context", cluster);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(root);
    }

    private static void put(Map<String, Object> into, String key, String value) {
        if (!value.isEmpty()) {
            into.put(key, value);
        }
    }
}
