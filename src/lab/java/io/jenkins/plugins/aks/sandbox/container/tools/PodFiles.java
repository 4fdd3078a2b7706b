package io.jenkins.plugins.aks.sandbox.container.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that a container gets from its cluster: mounted ConfigMaps, Secrets, projected volumes, its host name. */
public final class PodFiles {
    private final ExecCall call;
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Boolean> mounts = new TreeMap<>();

    public PodFiles(ExecCall call) {
        this.call = call;
        String name = call.pod().at("/metadata/name").asText();
        files.put("/etc/hostname", name + "\n");
        files.put(
                "/etc/resolv.conf",
                "search " + call.namespace() + ".svc.cluster.local svc.cluster.local cluster.local\n"
                        + "nameserver 10.0.0.10\noptions ndots:5\n");
        for (JsonNode mount : call.containerSpec().path("volumeMounts")) {
            mount(mount);
        }
    }

    public Optional<String> read(String path) {
        return Optional.ofNullable(files.get(clean(path)));
    }

    boolean isDirectory(String path) {
        String prefix = clean(path).equals("/") ? "/" : clean(path) + "/";
        return prefix.equals("/")
                || mounts.containsKey(clean(path))
                || files.keySet().stream().anyMatch(file -> file.startsWith(prefix));
    }

    /** The names directly in a directory, sorted. */
    public java.util.SortedSet<String> list(String path) {
        String prefix = clean(path).equals("/") ? "/" : clean(path) + "/";
        java.util.SortedSet<String> names = new java.util.TreeSet<>();
        files.keySet().stream()
                .filter(file -> file.startsWith(prefix))
                .forEach(file -> names.add(file.substring(prefix.length()).split("/")[0]));
        return names;
    }

    private static String clean(String path) {
        String absolute = path.startsWith("/") ? path : "/" + path;
        String plain = absolute.replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private void mount(JsonNode mount) {
        for (JsonNode volume : call.pod().at("/spec/volumes")) {
            if (volume.path("name").equals(mount.path("name"))) {
                Map<String, String> content = new TreeMap<>();
                source(volume, content);
                String base = clean(mount.path("mountPath").asText());
                String sub = mount.path("subPath").asText();
                mounts.put(base, true);
                content.forEach((file, text) -> {
                    if (sub.isEmpty()) {
                        files.put(clean(base + "/" + file), text);
                    } else if (sub.equals(file)) {
                        files.put(base, text);
                    }
                });
            }
        }
    }

    private void source(JsonNode source, Map<String, String> content) {
        if (source.has("configMap")) {
            JsonNode map = source.path("configMap");
            keys("ConfigMap", map.path("name").asText(), map.path("items"), content);
        } else if (source.has("secret")) {
            JsonNode secret = source.path("secret");
            String name = secret.path("secretName").asText(secret.path("name").asText());
            keys("Secret", name, secret.path("items"), content);
        } else if (source.has("downwardAPI")) {
            for (JsonNode item : source.at("/downwardAPI/items")) {
                String field = item.at("/fieldRef/fieldPath").asText();
                content.put(item.path("path").asText(), PodFields.value(call.pod(), field));
            }
        } else if (source.has("projected")) {
            source.at("/projected/sources").forEach(each -> source(each, content));
        }
    }

    private void keys(String kind, String name, JsonNode items, Map<String, String> content) {
        JsonNode object = call.cluster()
                .get(kind, call.namespace(), name)
                .<JsonNode>map(found -> found)
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        Map<String, String> data = ObjectData.of(object);
        if (items.isEmpty()) {
            content.putAll(data);
        }
        for (JsonNode item : items) {
            String text = data.get(item.path("key").asText());
            if (text != null) {
                content.put(item.path("path").asText(), text);
            }
        }
    }

    static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
