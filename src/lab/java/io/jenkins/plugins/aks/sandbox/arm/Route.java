package io.jenkins.plugins.aks.sandbox.arm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path that is answered.
 *
 * @param template e.g. {@code /subscriptions/{subscription}/resourceGroups/{group}}; literals match in any case
 * @param type the resource type whose api-versions count, e.g. {@code Microsoft.Resources/resourceGroups}
 */
record Route(String method, String template, List<String> segments, String type, ArmHandler handler) {

    static Route of(String method, String template, String type, ArmHandler handler) {
        return new Route(method, template, List.of(template.substring(1).split("/")), type, handler);
    }

    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equalsIgnoreCase(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** What Azure RBAC calls this request, e.g. {@code Microsoft.KeyVault/vaults/write}. */
    String action(ArmCall call) {
        String last = segments.get(segments.size() - 1);
        return switch (method) {
            case "GET", "HEAD" -> type + "/read";
            case "DELETE" -> type + "/delete";
            case "POST" -> (last.equals("register") ? call.parameters().getOrDefault("namespace", type) : type) + "/"
                    + last + "/action";
            default -> type + "/write";
        };
    }

    /** Literals first, so that {@code /agentPools/upgrade} is not taken for a pool's name. */
    int parameterCount() {
        return (int) segments.stream().filter(s -> s.startsWith("{")).count();
    }
}
