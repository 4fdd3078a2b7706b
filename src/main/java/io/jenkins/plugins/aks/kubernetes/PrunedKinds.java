package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Among which objects those are looked for that the manifests no longer have: the kinds of the manifests and the usual ones,
 * in all namespaces, since the namespace itself may have gone from the manifests.
 */
final class PrunedKinds {
    /** Never deleted because a manifest no longer has them: others' objects, or data, would go with them. */
    private static final Set<String> KEPT = Set.of(
            " Namespace",
            " PersistentVolume",
            " PersistentVolumeClaim",
            "apiextensions.k8s.io CustomResourceDefinition");

    /** In the order in which they are deleted: what runs first, then what it needs. */
    private static final String[][] USUAL = {
        {"apps/v1", "Deployment"},
        {"apps/v1", "StatefulSet"},
        {"apps/v1", "DaemonSet"},
        {"batch/v1", "CronJob"},
        {"batch/v1", "Job"},
        {"v1", "Pod"},
        {"autoscaling/v2", "HorizontalPodAutoscaler"},
        {"policy/v1", "PodDisruptionBudget"},
        {"networking.k8s.io/v1", "Ingress"},
        {"networking.k8s.io/v1", "NetworkPolicy"},
        {"cilium.io/v2", "CiliumNetworkPolicy"},
        {"v1", "Service"},
        {"v1", "ConfigMap"},
        {"v1", "Secret"},
        {"rbac.authorization.k8s.io/v1", "RoleBinding"},
        {"rbac.authorization.k8s.io/v1", "Role"},
        {"v1", "ServiceAccount"},
    };

    private final List<ManifestObject> applied;
    private final KindCatalog catalog;
    private final boolean mayBeUnknown;

    private boolean narrow;

    /** @param mayBeUnknown whether kinds of the manifests may not exist, as in a dry run of their definitions */
    PrunedKinds(List<ManifestObject> applied, KindCatalog catalog, boolean mayBeUnknown) {
        this.applied = applied;
        this.catalog = catalog;
        this.mayBeUnknown = mayBeUnknown;
    }

    static boolean isKept(ManifestObject object) {
        return KEPT.contains(object.group() + " " + object.kind());
    }

    List<ApiResource> kinds() throws OperationException, TransientException {
        Map<String, ApiResource> kinds = new LinkedHashMap<>();
        for (String[] usual : USUAL) {
            catalog.find(usual[0], usual[1]).ifPresent(kind -> kinds.put(kind.group() + " " + kind.kind(), kind));
        }
        for (ManifestObject object : applied) {
            Optional<ApiResource> kind = catalog.find(object.apiVersion(), object.kind());
            if (kind.isEmpty() && !mayBeUnknown) {
                catalog.require(object);
            }
            kind.filter(served -> !isKept(object))
                    .ifPresent(served -> kinds.putIfAbsent(served.group() + " " + served.kind(), served));
        }
        return new ArrayList<>(kinds.values());
    }

    /**
     * The objects of a kind that a selector finds. Who may not list it everywhere gets those of the manifests' namespaces;
     * of a kind that the manifests do not have and that may not be listed there either, none.
     */
    List<JsonNode> list(ApiReader reader, Log log, ApiResource kind, String selector)
            throws OperationException, TransientException {
        LiveObjects objects = new LiveObjects(reader);
        if (!narrow || !kind.namespaced()) {
            try {
                return objects.list(kind, "", selector);
            } catch (OperationException refused) {
                requireForbidden(refused);
                if (!kind.namespaced()) {
                    return List.of();
                }
                narrow = true;
                log.line("the identity may not list " + kind.plural()
                        + " in all namespaces: what the manifests no longer" + " have is looked for in "
                        + String.join(", ", namespaces()) + " alone");
            }
        }
        return inNamespaces(objects, kind, selector);
    }

    private List<JsonNode> inNamespaces(LiveObjects objects, ApiResource kind, String selector)
            throws OperationException, TransientException {
        List<JsonNode> found = new ArrayList<>();
        for (String namespace : namespaces()) {
            try {
                found.addAll(objects.list(kind, namespace, selector));
            } catch (OperationException refused) {
                requireForbidden(refused);
                if (isOfManifests(kind)) {
                    throw refused;
                }
            }
        }
        return found;
    }

    private static void requireForbidden(OperationException refused) throws OperationException {
        if (!"403".equals(refused.data().get("status"))) {
            throw refused;
        }
    }

    private boolean isOfManifests(ApiResource kind) {
        return applied.stream()
                .anyMatch(object ->
                        object.group().equals(kind.group()) && object.kind().equals(kind.kind()));
    }

    private Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        applied.forEach(object -> namespaces.add(object.namespace()));
        namespaces.remove("");
        return namespaces;
    }
}
