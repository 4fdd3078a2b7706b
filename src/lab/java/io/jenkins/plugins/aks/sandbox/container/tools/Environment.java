package io.jenkins.plugins.aks.sandbox.container.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of a container, as its kubelet makes them. */
public final class Environment {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_]*)\\)");

    private final ClusterView cluster;
    private final ObjectNode pod;
    private final Map<String, String> variables = new TreeMap<>();

    private Environment(ClusterView cluster, ObjectNode pod) {
        this.cluster = cluster;
        this.pod = pod;
    }

    public static Map<String, String> of(ClusterView cluster, ObjectNode pod, String container) {
        Environment environment = new Environment(cluster, pod);
        environment.variables.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.variables.put("HOME", "/root");
        environment.variables.put("HOSTNAME", pod.at("/metadata/name").asText());
        environment.variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        environment.variables.put("KUBERNETES_SERVICE_PORT", "443");
        JsonNode spec = PodSpecs.container(pod, container);
        spec.path("envFrom").forEach(environment::from);
        spec.path("env").forEach(environment::add);
        return environment.variables;
    }

    /** What {@code $(NAME)} in commands and values stands for. */
    public static String resolve(String text, Map<String, String> variables) {
        Matcher references = REFERENCE.matcher(text);
        return references.replaceAll(match -> {
            String value = variables.get(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    private void from(JsonNode source) {
        String prefix = source.path("prefix").asText();
        data("ConfigMap", source.at("/configMapRef/name").asText())
                .forEach((name, value) -> variables.put(prefix + name, value));
        data("Secret", source.at("/secretRef/name").asText())
                .forEach((name, value) -> variables.put(prefix + name, value));
    }

    private Map<String, String> data(String kind, String name) {
        String namespace = pod.at("/metadata/namespace").asText();
        return name.isEmpty()
                ? Map.of()
                : cluster.get(kind, namespace, name).map(ObjectData::of).orElse(Map.of());
    }

    private void add(JsonNode variable) {
        String name = variable.path("name").asText();
        JsonNode from = variable.path("valueFrom");
        if (from.isMissingNode()) {
            variables.put(name, resolve(variable.path("value").asText(), variables));
        } else if (from.has("fieldRef")) {
            variables.put(
                    name, PodFields.value(pod, from.at("/fieldRef/fieldPath").asText()));
        } else {
            String kind = from.has("secretKeyRef") ? "Secret" : "ConfigMap";
            JsonNode reference = from.path(from.has("secretKeyRef") ? "secretKeyRef" : "configMapKeyRef");
            String value = data(kind, reference.path("name").asText())
                    .get(reference.path("key").asText());
            if (value != null) {
                variables.put(name, value);
            }
        }
    }
}
