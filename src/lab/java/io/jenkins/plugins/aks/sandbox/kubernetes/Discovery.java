package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents that say what the server serves. */
final class Discovery {
    private final ResourceTypes types;
    private final String serverVersion;

    /** @param serverVersion such as 1.33.2 */
    Discovery(ResourceTypes types, String serverVersion) {
        this.types = types;
        this.serverVersion = serverVersion;
    }

    /** The document at a path; empty when the path is not one of discovery. */
    Optional<ObjectNode> at(String path) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        String first = parts.isEmpty() ? "" : parts.get(0);
        return switch (first) {
            case "version" -> parts.size() == 1 ? Optional.of(version()) : Optional.empty();
            case "api" -> switch (parts.size()) {
                case 1 -> Optional.of(core());
                case 2 -> Optional.of(resources("", parts.get(1)));
                default -> Optional.empty();
            };
            case "apis" -> switch (parts.size()) {
                case 1 -> Optional.of(groups());
                case 2 -> Optional.of(group(parts.get(1)));
                case 3 -> Optional.of(resources(parts.get(1), parts.get(2)));
                default -> Optional.empty();
            };
            default -> Optional.empty();
        };
    }

    private ObjectNode version() {
        String[] number = serverVersion.split("\\.");
        return Json.object()
                .put("major", number[0])
                .put("minor", number[1])
                .put("gitVersion", "v" + serverVersion)
                .put("gitCommit", "0000000000000000000000000000000000000000")
                .put("gitTreeState", "clean")
                .put("buildDate", "2025-06-01T00:00:00Z")
                .put("goVersion", "go1.24.4")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode core() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        types.groups().forEach((name, versions) -> groups.add(group(name, versions)));
        return list;
    }

    private ObjectNode group(String name) {
        Set<String> versions = types.groups().get(name);
        if (versions == null) {
            throw ApiError.noSuchPath();
        }
        return group(name, versions).put("kind", "APIGroup").put("apiVersion", "v1");
    }

    private static ObjectNode group(String name, Set<String> versions) {
        ObjectNode group = Json.object().put("name", name);
        ArrayNode list = group.putArray("versions");
        versions.forEach(version ->
                list.addObject().put("groupVersion", name + "/" + version).put("version", version));
        group.set("preferredVersion", list.get(0).deepCopy());
        return group;
    }

    private ObjectNode resources(String group, String version) {
        List<ResourceType> served = types.in(group, version);
        if (served.isEmpty()) {
            throw ApiError.noSuchPath();
        }
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", served.get(0).apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : served) {
            resources.add(resource(type));
            for (String subresource : type.subresources()) {
                resources.add(subresource(type, subresource));
            }
        }
        return list;
    }

    private static ObjectNode resource(ResourceType type) {
        ObjectNode resource = Json.object().put("name", type.plural()).put("singularName", type.singular());
        resource.put("namespaced", type.namespaced()).put("kind", type.kind());
        List<String> verbs = type.reviewOnly() ? List.of("create") : ResourceType.VERBS;
        verbs.forEach(resource.putArray("verbs")::add);
        if (!type.shortNames().isEmpty()) {
            type.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        if (type.inAll()) {
            resource.putArray("categories").add("all");
        }
        return resource;
    }

    private static ObjectNode subresource(ResourceType type, String name) {
        ObjectNode resource =
                Json.object().put("name", type.plural() + "/" + name).put("singularName", "");
        resource.put("namespaced", type.namespaced());
        List<String> verbs =
                switch (name) {
                    case "status", "scale" -> List.of("get", "patch", "update");
                    case "log" -> List.of("get");
                    case "finalize" -> List.of("update");
                    case "eviction" -> List.of("create");
                    case "proxy" -> List.of("create", "delete", "get", "patch", "update");
                    default -> List.of("create", "get");
                };
        switch (name) {
            case "scale" -> resource.put("group", "autoscaling")
                    .put("version", "v1")
                    .put("kind", "Scale");
            case "eviction" -> resource.put("group", "policy")
                    .put("version", "v1")
                    .put("kind", "Eviction");
            case "exec", "attach", "portforward" -> resource.put(
                    "kind", "Pod" + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Options");
            case "proxy" -> resource.put("kind", type.kind() + "ProxyOptions");
            default -> resource.put("kind", type.kind());
        }
        verbs.forEach(resource.putArray("verbs")::add);
        return resource;
    }
}
