package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Whether a member's object has what the hub's has, apart from what each cluster gives by itself. */
final class ObjectMatch {
    private static final Set<String> OWN = Set.of("apiVersion", "kind", "metadata", "status");

    /** What an API server allots. */
    private static final Set<String> ALLOTTED =
            Set.of("clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort", "ipFamilies", "volumeName", "secrets");

    private ObjectMatch() {}

    /** @return the path of the first difference, or empty */
    static String difference(JsonNode hub, JsonNode member) {
        for (Map.Entry<String, JsonNode> field : hub.properties()) {
            if (!OWN.contains(field.getKey())) {
                String path = difference(field.getKey(), field.getValue(), member.path(field.getKey()));
                if (!path.isEmpty()) {
                    return path;
                }
            }
        }
        JsonNode labels = hub.at("/metadata/labels");
        return labels.isMissingNode() ? "" : difference("metadata.labels", labels, member.at("/metadata/labels"));
    }

    private static String difference(String path, JsonNode wanted, JsonNode has) {
        if (wanted.isObject()) {
            for (Map.Entry<String, JsonNode> field : wanted.properties()) {
                String at = path + "." + field.getKey();
                String found = ALLOTTED.contains(field.getKey())
                        ? ""
                        : difference(at, field.getValue(), has.path(field.getKey()));
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return "";
        }
        if (wanted.isArray()) {
            return list(path, wanted, has);
        }
        return same(wanted, has) ? "" : path;
    }

    private static String list(String path, JsonNode wanted, JsonNode has) {
        if (!has.isArray() || has.size() != wanted.size()) {
            return path;
        }
        for (int i = 0; i < wanted.size(); i++) {
            String found = difference(path + "[" + i + "]", wanted.get(i), has.get(i));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }
}
