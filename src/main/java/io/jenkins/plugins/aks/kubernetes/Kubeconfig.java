package io.jenkins.plugins.aks.kubernetes;

import io.jenkins.plugins.aks.operation.OperationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The current context of a kubeconfig: where the API server is, and how to log in. All data is in memory: file paths are
 * refused, and an {@code exec} plugin is never run; of it only the {@code --server-id} counts (azure-operations 2.2).
 *
 * @param server e.g. {@code https://demo-1234.hcp.westeurope.azmk8s.io:443}
 * @param certificateAuthority base64 of PEM; empty for the authorities of the Java runtime
 * @param clientCertificate base64 of PEM, or empty
 * @param clientKey base64 of PEM, or empty
 * @param token bearer token, or empty
 * @param serverId the Entra application of an Entra cluster's API server; empty for a cluster without Entra
 */
public record Kubeconfig(
        String server,
        String certificateAuthority,
        String clientCertificate,
        String clientKey,
        String token,
        String serverId) {

    /** The Entra application of all AKS API servers (azure-operations section 0, "Cloud scopes"). */
    public static final String AKS_SERVER_ID = "6dae42f8-4368-4678-94ff-3960e28e3630";

    private static final int LARGEST = 1 << 20;

    /** @throws OperationException that says what is missing or refused; never with the content */
    public static Kubeconfig parse(String yaml) throws OperationException {
        Map<?, ?> root = load(yaml);
        String context = text(root, "current-context");
        Map<?, ?> chosen =
                context.isEmpty() ? first(root, "contexts", "context") : named(root, "contexts", "context", context);
        Map<?, ?> cluster = named(root, "clusters", "cluster", text(chosen, "cluster"));
        Map<?, ?> user = named(root, "users", "user", text(chosen, "user"));
        refuse(cluster, "certificate-authority", "client-certificate", "client-key");
        refuse(user, "client-certificate", "client-key", "tokenFile", "auth-provider");
        if (Boolean.TRUE.equals(cluster.get("insecure-skip-tls-verify"))) {
            throw bad("it asks for insecure-skip-tls-verify, and the server's certificate is always verified. Put the"
                    + " cluster's certificate authority into certificate-authority-data");
        }
        String server = text(cluster, "server");
        if (!server.startsWith("https://")) {
            throw bad("its server '" + server + "' is no https URL");
        }
        return new Kubeconfig(
                server,
                text(cluster, "certificate-authority-data"),
                text(user, "client-certificate-data"),
                text(user, "client-key-data"),
                text(user, "token"),
                serverId(user));
    }

    /** True where a token of Entra is needed to log in. */
    public boolean isEntra() {
        return !serverId.isEmpty();
    }

    /** What must not be shown: the token, and the key as it stands there and as PEM; none of them empty. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(token, clientKey, decoded(clientKey)));
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** Never shows the credentials. */
    @Override
    public String toString() {
        return "kubeconfig of " + server;
    }

    private static Map<?, ?> load(String yaml) throws OperationException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(10);
        try {
            if (new Yaml(new SafeConstructor(options)).load(yaml) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (YAMLException e) {
            // The cause would quote the content.
            throw bad("it is no YAML");
        }
        throw bad("it is empty");
    }

    private static String serverId(Map<?, ?> user) throws OperationException {
        Object exec = user.get("exec");
        if (!(exec instanceof Map<?, ?> plugin)) {
            return "";
        }
        List<?> arguments = plugin.get("args") instanceof List<?> list ? list : List.of();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = String.valueOf(arguments.get(i));
            if (argument.startsWith("--server-id=")) {
                return argument.substring("--server-id=".length());
            }
            if (argument.equals("--server-id") && i + 1 < arguments.size()) {
                return String.valueOf(arguments.get(i + 1));
            }
        }
        if (String.valueOf(plugin.get("command")).endsWith("kubelogin")) {
            return AKS_SERVER_ID;
        }
        throw bad("its user logs in with a command, and commands are never run. Use the cluster's own credentials");
    }

    private static Map<?, ?> named(Map<?, ?> root, String list, String kind, String name) throws OperationException {
        for (Object item : listOf(root, list)) {
            if (item instanceof Map<?, ?> entry
                    && name.equals(entry.get("name"))
                    && entry.get(kind) instanceof Map<?, ?> map) {
                return map;
            }
        }
        throw bad("it has no " + kind + " named '" + name + "'");
    }

    private static Map<?, ?> first(Map<?, ?> root, String list, String kind) throws OperationException {
        return listOf(root, list).stream()
                .filter(item -> item instanceof Map<?, ?> entry && entry.get(kind) instanceof Map<?, ?>)
                .map(item -> (Map<?, ?>) ((Map<?, ?>) item).get(kind))
                .findFirst()
                .orElseThrow(() -> bad("it has no " + kind));
    }

    private static List<?> listOf(Map<?, ?> root, String key) {
        return Optional.ofNullable(root.get(key))
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElse(List.of());
    }

    private static void refuse(Map<?, ?> map, String... keys) throws OperationException {
        for (String key : keys) {
            if (map.get(key) != null) {
                throw bad("it names the file or provider '" + key
                        + "', which is not followed. Put the data itself into " + key + "-data, or a token into token");
            }
        }
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) == null ? "" : String.valueOf(map.get(key)).strip();
    }

    private static OperationException bad(String what) {
        return new OperationException("the kubeconfig cannot be used: " + what + ".");
    }
}
