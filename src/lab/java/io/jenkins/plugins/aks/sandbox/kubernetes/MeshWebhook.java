package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.mesh.Mesh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The webhooks of the control planes of the mesh: each gives a proxy to the new pods that carry its revision or are in a
 * namespace that does. While a control plane has no ready pod, its webhook fails, and so does the creation.
 */
final class MeshWebhook {
    private static final ResourceType NAMESPACES = BuiltInTypes.kind("Namespace");
    private static final String INJECT = "sidecar.istio.io/inject";
    private static final String MANAGED = "kubernetes.azure.com/managedby";
    private static final String INJECTION = "istio-injection";
    private static final Set<String> IGNORED = Set.of("kube-system", "kube-public", "kube-node-lease");
    /** From this one on the proxy is a native sidecar everywhere. */
    private static final int NATIVE_EVERYWHERE = 29;
    /** From this one on it is one where this minor version of Kubernetes runs. */
    private static final int NATIVE_SINCE = 27;

    private static final int NATIVE_KUBERNETES = 33;
    /** From this one on a CNI plugin redirects traffic, in place of an init container. */
    private static final int CNI_SINCE = 30;

    private final ObjectStore objects;
    private final Desired desired;

    MeshWebhook(ObjectStore objects, Desired desired) {
        this.objects = objects;
        this.desired = desired;
    }

    void mutate(ObjectNode pod) {
        JsonNode namespace = objects.get(ObjectKey.of(NAMESPACES, "", Meta.namespace(pod)))
                .<JsonNode>map(found -> found)
                .orElseGet(Json::object);
        JsonNode labels = Meta.labels(namespace);
        boolean byNamespace = labels.has(Mesh.REVISION);
        String revision = byNamespace ? Json.text(labels, Mesh.REVISION) : Pods.label(pod, Mesh.REVISION);
        boolean refused = labels.has(INJECTION)
                || Pods.label(pod, INJECT).equals("false")
                || Pods.label(pod, MANAGED).equals("aks");
        if (revision.isEmpty()
                || refused
                || !MeshProfile.of(desired).revisions().contains(revision)) {
            return;
        }
        requireControlPlane(revision, byNamespace ? "namespace" : "object");
        boolean exempt = Json.at(pod, "spec", "hostNetwork").asBoolean()
                || IGNORED.contains(Meta.namespace(pod))
                || Json.text(pod, "metadata", "annotations", INJECT).equals("false");
        if (!exempt) {
            inject(pod, revision);
        }
    }

    private void requireControlPlane(String revision, String webhook) {
        for (JsonNode pod : objects.list(ControlPlane.PODS, Mesh.NAMESPACE)) {
            if (Pods.label(pod, "app").equals("istiod")
                    && Pods.label(pod, Mesh.REVISION).equals(revision)
                    && Pods.ready(pod)) {
                return;
            }
        }
        String service = "istiod-" + revision;
        throw ApiError.of(
                500,
                "InternalError",
                "Internal error occurred: failed calling webhook \"rev." + webhook
                        + ".sidecar-injector.istio.io\": failed to call webhook: Post \"https://" + service + "."
                        + Mesh.NAMESPACE + ".svc:443/inject?timeout=10s\": no endpoints available for service \""
                        + service + "\"");
    }

    private void inject(ObjectNode pod, String revision) {
        int minor = MeshProfile.minor(revision);
        Map<String, String> values = Map.of("revision", revision, "version", MeshProfile.version(revision));
        JsonNode template = Templates.read("mesh/proxy.yaml", values).get(0);
        boolean nativeSidecar = minor >= NATIVE_EVERYWHERE || minor >= NATIVE_SINCE && isNativeKubernetes();
        ObjectNode spec = Json.child(pod, "spec");
        ObjectNode proxy = template.path("proxy").deepCopy();
        ArrayNode first = Json.array();
        if (minor < CNI_SINCE) {
            first.add(template.path("init"));
        }
        if (nativeSidecar) {
            first.add(proxy.put("restartPolicy", "Always"));
        } else {
            spec.withArray("containers").add(proxy);
        }
        spec.path("initContainers").forEach(first::add);
        if (!first.isEmpty()) {
            spec.set("initContainers", first);
        }
        template.path("volumes").forEach(spec.withArray("volumes")::add);
        annotate(pod, revision, template, nativeSidecar);
    }

    private boolean isNativeKubernetes() {
        String version = Json.text(desired.cluster(), "properties", "currentKubernetesVersion");
        return version.matches("1\\.\\d+.*") && Integer.parseInt(version.split("\\.")[1]) >= NATIVE_KUBERNETES;
    }

    private static void annotate(ObjectNode pod, String revision, JsonNode template, boolean nativeSidecar) {
        ObjectNode labels = Json.child(pod, "metadata", "labels");
        String name = Optional.of(Pods.label(pod, "app.kubernetes.io/name"))
                .filter(given -> !given.isEmpty())
                .orElse(Pods.label(pod, "app"));
        labels.put("security.istio.io/tlsMode", "istio");
        labels.put("service.istio.io/canonical-name", name.isEmpty() ? Meta.name(pod) : name);
        labels.put("service.istio.io/canonical-revision", Column.or(Pods.label(pod, "version"), "latest"));
        ObjectNode annotations = Json.child(pod, "metadata", "annotations");
        String main = Json.text(Json.at(pod, "spec", "containers").path(0), "name");
        for (String each :
                List.of("kubectl.kubernetes.io/default-container", "kubectl.kubernetes.io/default-logs-container")) {
            if (!annotations.has(each)) {
                annotations.put(each, main);
            }
        }
        annotations.put(Mesh.REVISION, revision);
        ObjectNode status = Json.object();
        ArrayNode added = status.putArray("initContainers");
        if (MeshProfile.minor(revision) < CNI_SINCE) {
            added.add("istio-init");
        }
        (nativeSidecar ? added : status.putArray("containers")).add(Mesh.PROXY);
        template.path("volumes").forEach(volume -> status.withArray("volumes").add(Json.text(volume, "name")));
        annotations.put(
                "sidecar.istio.io/status", status.put("revision", revision).toString());
    }
}
