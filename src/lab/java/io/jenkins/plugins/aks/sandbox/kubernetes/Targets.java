package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the path of a request: {@code /api/v1/…} and {@code /apis/{group}/{version}/…}. */
final class Targets {
    private final ResourceTypes types;

    Targets(ResourceTypes types) {
        this.types = types;
    }

    /** @throws ApiError 404 when no served resource has this path */
    Target of(String path) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        boolean core = !parts.isEmpty() && parts.get(0).equals("api");
        int start = core ? 2 : 3;
        if (parts.size() <= start || !core && !parts.get(0).equals("apis")) {
            throw ApiError.noSuchPath();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(start - 1);
        return rest(group, version, parts.subList(start, parts.size())).orElseThrow(ApiError::noSuchPath);
    }

    private Optional<Target> rest(String group, String version, List<String> rest) {
        boolean inNamespace = rest.size() >= 3
                && rest.get(0).equals("namespaces")
                && types.find(group, version, rest.get(2))
                        .filter(ResourceType::namespaced)
                        .isPresent();
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> own = inNamespace ? rest.subList(2, rest.size()) : rest;
        return types.find(group, version, own.get(0)).flatMap(type -> target(type, namespace, own));
    }

    private static Optional<Target> target(ResourceType type, String namespace, List<String> own) {
        String name = own.size() > 1 ? own.get(1) : "";
        String subresource = own.size() > 2 ? own.get(2) : "";
        boolean unknownSubresource =
                !subresource.isEmpty() && !type.subresources().contains(subresource);
        boolean nameWithoutNamespace = type.namespaced() && namespace.isEmpty() && !name.isEmpty();
        if (own.size() > 3 || unknownSubresource || nameWithoutNamespace) {
            return Optional.empty();
        }
        return Optional.of(new Target(type, namespace, name, subresource));
    }
}
