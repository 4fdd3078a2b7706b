package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A kind of resource as the API server's discovery describes it.
 *
 * @param group empty for the core group
 * @param namespaced whether its objects live in a namespace
 */
public record ApiResource(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories) {

    static ApiResource of(String group, String version, JsonNode described) {
        return new ApiResource(
                group,
                version,
                described.path("name").asText(),
                described.path("singularName").asText(),
                described.path("kind").asText(),
                described.path("namespaced").asBoolean(),
                texts(described.path("shortNames")),
                texts(described.path("categories")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /**
     * Whether kubectl would take {@code word} for this kind: plural, singular, kind, short name, {@code name.group} or
     * {@code name.version.group}.
     */
    public boolean answersTo(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        if (dot > 0) {
            String rest = wanted.substring(dot + 1);
            boolean here = rest.equals(group) || rest.equals(version + "." + group);
            return here && answersTo(wanted.substring(0, dot));
        }
        return wanted.equals(plural)
                || wanted.equals(singular)
                || wanted.equals(kind.toLowerCase(Locale.ROOT))
                || shortNames.contains(wanted);
    }

    /** The path of a list, or of one object where a name is given, without a leading slash. */
    public String path(String namespace, String name) {
        String root = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
        String scope = namespaced && !namespace.isEmpty() ? "/namespaces/" + segment(namespace) : "";
        return root + scope + "/" + plural + (name.isEmpty() ? "" : "/" + segment(name));
    }

    /** What a script gives as a name stays one segment of the path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
