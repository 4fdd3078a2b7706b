package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the selectors of a placement mean: objects of the hub, a namespace with what is in it. */
final class PlacementSelection {
    /** What each cluster makes by itself. */
    private static final Set<String> NEVER =
            Set.of("Pod", "Event", "Endpoints", "EndpointSlice", "ReplicaSet", "Node", "Lease", "ControllerRevision");

    private final ControlPlane plane;
    private final ResourceTypes types;

    PlacementSelection(ControlPlane plane, ResourceTypes types) {
        this.plane = plane;
        this.types = types;
    }

    /** A selector that names what cannot be placed. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** The manifests, namespaces first. */
    List<ObjectNode> of(JsonNode placement) throws Refused {
        List<ObjectNode> selected = new ArrayList<>();
        for (JsonNode selector : Json.at(placement, "spec", "resourceSelectors")) {
            ResourceType type = type(selector);
            Predicate<JsonNode> labels = LabelSelector.of(selector.path("labelSelector"));
            String name = Json.text(selector, "name");
            for (ObjectNode object : plane.list(type)) {
                boolean chosen = name.isEmpty()
                        ? labels.test(Meta.labels(object))
                        : Meta.name(object).equals(name);
                if (chosen && !Meta.deleting(object)) {
                    add(selected, type, object, selector);
                }
            }
        }
        return selected;
    }

    private void add(List<ObjectNode> selected, ResourceType type, ObjectNode object, JsonNode selector)
            throws Refused {
        if (!type.kind().equals("Namespace")) {
            selected.add(manifest(type, object));
            return;
        }
        String namespace = Meta.name(object);
        if (isReserved(namespace)) {
            throw new Refused("namespace " + namespace + " is not allowed to propagate");
        }
        selected.add(manifest(type, object));
        if (Json.text(selector, "selectionScope").equals("NamespaceOnly")) {
            return;
        }
        for (ResourceType inside : types.stored()) {
            if (!inside.namespaced() || NEVER.contains(inside.kind())) {
                continue;
            }
            for (ObjectNode member : plane.list(inside, namespace)) {
                if (!isFurniture(inside, member)
                        && Json.at(member, "metadata", "ownerReferences").isEmpty()) {
                    selected.add(manifest(inside, member));
                }
            }
        }
    }

    private static boolean isReserved(String namespace) {
        return namespace.startsWith("fleet-") || namespace.startsWith("kube-") || namespace.equals("default");
    }

    private static boolean isFurniture(ResourceType type, JsonNode object) {
        String name = Meta.name(object);
        return type.kind().equals("ServiceAccount") && name.equals("default")
                || type.kind().equals("ConfigMap") && name.equals("kube-root-ca.crt");
    }

    private ResourceType type(JsonNode selector) throws Refused {
        String group = Json.text(selector, "group");
        String version = Json.text(selector, "version");
        String apiVersion = group.isEmpty() ? version : group + "/" + version;
        ResourceType type = types.ofKind(apiVersion, Json.text(selector, "kind"))
                .orElseThrow(() -> new Refused("no matches for kind \"" + Json.text(selector, "kind")
                        + "\" in version \"" + apiVersion + "\""));
        if (type.namespaced()) {
            throw new Refused("the resource is not found in schema (please retry) or it is not a cluster scoped"
                    + " resource: " + type.kind());
        }
        if (type.group().endsWith("kubernetes-fleet.io") || NEVER.contains(type.kind())) {
            throw new Refused("resources of kind " + type.kind() + " are not allowed to propagate");
        }
        return type;
    }

    private static ObjectNode manifest(ResourceType type, ObjectNode object) {
        ObjectNode manifest = type.asServed(object.deepCopy());
        manifest.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        manifest.remove("status");
        ObjectNode metadata = Meta.of(manifest);
        metadata.retain("name", "namespace", "labels", "annotations");
        if (type.kind().equals("Service")) {
            Json.child(manifest, "spec").remove(List.of("clusterIP", "clusterIPs"));
        }
        if (type.kind().equals("Namespace")) {
            manifest.remove("spec");
        }
        return manifest;
    }
}
