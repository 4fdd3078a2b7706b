package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Item;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of manifests in the order in which they are applied, all checked before the first one is sent. */
final class ApplyPlan {
    private static final String DEFAULT_NAMESPACE = "default";

    private final List<ManifestObject> objects;

    private ApplyPlan(List<ManifestObject> objects) {
        this.objects = objects;
    }

    /** @throws OperationException for an unknown kind, a namespace that does not fit, an object that stands there twice */
    static ApplyPlan of(List<ManifestObject> objects, String namespace, KindCatalog kinds)
            throws OperationException, TransientException {
        List<ManifestObject> placed = new ArrayList<>();
        for (ManifestObject object : objects) {
            boolean namespaced = isNamespaced(object, objects, kinds);
            placed.add(namespaced ? into(object, namespace) : clusterWide(object));
        }
        addNamespace(placed, namespace);
        refuseTwins(placed);
        placed.sort(Comparator.comparing(ApplyStage::of));
        return new ApplyPlan(placed);
    }

    List<ManifestObject> objects() {
        return objects;
    }

    /** The objects from {@code from} on that belong to one stage, at most {@code most}, with their kinds. */
    List<Item> next(int from, int most, KindCatalog kinds) throws OperationException, TransientException {
        List<Item> items = new ArrayList<>();
        for (ManifestObject object : objects.subList(from, Math.min(objects.size(), from + most))) {
            if (ApplyStage.of(object) == ApplyStage.of(objects.get(from))) {
                items.add(new Item(object, kinds.require(object)));
            }
        }
        return items;
    }

    /** A custom resource may be of a definition in the same manifests, which the cluster does not have yet. */
    private static boolean isNamespaced(ManifestObject object, List<ManifestObject> all, KindCatalog kinds)
            throws OperationException, TransientException {
        Optional<ApiResource> served = kinds.find(object.apiVersion(), object.kind());
        if (served.isPresent()) {
            return served.get().namespaced();
        }
        for (ManifestObject other : all) {
            boolean defines = ApplyStage.of(other) == ApplyStage.DEFINITIONS
                    && other.json().at("/spec/names/kind").asText().equals(object.kind())
                    && object.apiVersion()
                            .startsWith(other.json().at("/spec/group").asText() + "/");
            if (defines) {
                return other.json().at("/spec/scope").asText().equals("Namespaced");
            }
        }
        return kinds.require(object).namespaced();
    }

    private static ManifestObject into(ManifestObject object, String namespace) throws InvalidParameterException {
        if (!object.namespace().isEmpty()) {
            if (!namespace.isEmpty() && !namespace.equals(object.namespace())) {
                throw new InvalidParameterException(
                        "namespace",
                        namespace,
                        "'" + object.namespace() + "', which " + object + " names itself",
                        "Leave the parameter out, or take metadata.namespace out of the manifest.");
            }
            return object;
        }
        ObjectNode json = object.json().deepCopy();
        json.withObject("/metadata").put("namespace", namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace);
        return new ManifestObject(json, object.source());
    }

    private static ManifestObject clusterWide(ManifestObject object) {
        if (object.namespace().isEmpty()) {
            return object;
        }
        ObjectNode json = object.json().deepCopy();
        json.withObject("/metadata").remove("namespace");
        return new ManifestObject(json, object.source());
    }

    private static void addNamespace(List<ManifestObject> objects, String namespace) {
        boolean known = namespace.isEmpty()
                || namespace.equals(DEFAULT_NAMESPACE)
                || objects.stream()
                        .anyMatch(each -> ApplyStage.of(each) == ApplyStage.NAMESPACES
                                && each.name().equals(namespace));
        if (!known) {
            ObjectNode json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            json.put("apiVersion", "v1").put("kind", "Namespace");
            json.putObject("metadata").put("name", namespace);
            objects.add(new ManifestObject(json, "parameter namespace"));
        }
    }

    private static void refuseTwins(List<ManifestObject> objects) throws OperationException {
        Map<String, ManifestObject> seen = new HashMap<>();
        for (ManifestObject object : objects) {
            ManifestObject twin = seen.put(object.group() + " " + object.subject(), object);
            if (twin != null) {
                throw new OperationException(object.subject() + " stands twice in the manifests: " + twin.source()
                        + " and " + object.source() + ". Remove one of them.");
            }
        }
    }
}
