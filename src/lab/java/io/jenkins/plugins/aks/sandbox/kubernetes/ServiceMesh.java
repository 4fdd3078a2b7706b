package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Pem;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.mesh.CaBundle;
import io.jenkins.plugins.aks.sandbox.mesh.CaTrouble;
import io.jenkins.plugins.aks.sandbox.mesh.DiscoveryLog;
import io.jenkins.plugins.aks.sandbox.mesh.Issuer;
import io.jenkins.plugins.aks.sandbox.mesh.Mesh;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the Istio add-on runs in a cluster: a control plane for each revision, its gateways, the kinds that Istio serves, and
 * the root certificate in every namespace of users. When it is switched off, the kinds and the root certificates stay.
 */
final class ServiceMesh implements Controller {
    private static final String INGRESS = "aks-istio-ingress";
    private static final String ROOT_MAP = "istio-ca-root-cert";
    private static final Set<String> WITHOUT_ROOT = Set.of("kube-system", "kube-public", "kube-node-lease");
    private static final ResourceType NAMESPACES = BuiltInTypes.kind("Namespace");
    private static final ResourceType SECRETS = BuiltInTypes.kind("Secret");
    private static final ResourceType MAPS = BuiltInTypes.kind("ConfigMap");
    private static final List<ResourceType> PARTS = List.of(
            BuiltInTypes.kind("Deployment"), BuiltInTypes.kind("Service"), BuiltInTypes.kind("PodDisruptionBudget"));
    /** Read with the first mesh. */
    private static List<ObjectNode> definitions;

    private final ControlPlane plane;
    private final Desired desired;
    private final SecretsDriver secrets;
    private final ContainerRuns runs;
    private final Mesh mesh;

    ServiceMesh(ControlPlane plane, Desired desired, SecretsDriver secrets, ContainerRuns runs, ClusterView view) {
        this.plane = plane;
        this.desired = desired;
        this.secrets = secrets;
        this.runs = runs;
        this.mesh = new Mesh(view);
    }

    /** istiod takes other files of its authority while it runs, where they are one. */
    boolean reload(ObjectNode pod, Map<String, String> files) {
        if (!Pods.label(pod, "app").equals("istiod")) {
            return true;
        }
        try {
            CaBundle authority = CaBundle.of(files, plane.now());
            runs.append(pod, "discovery", DiscoveryLog.reloaded(authority, plane.now()));
            return true;
        } catch (CaTrouble e) {
            runs.append(pod, "discovery", DiscoveryLog.refused(e, plane.now()));
            return false;
        }
    }

    @Override
    public void reconcile() {
        MeshProfile profile = MeshProfile.of(desired);
        if (!profile.on()) {
            remove(Mesh.NAMESPACE);
            remove(INGRESS);
            return;
        }
        if (plane.list(ControlPlane.NODES).isEmpty()) {
            return;
        }
        definitions().forEach(definition -> Definitions.ensure(plane, definition));
        namespace(Mesh.NAMESPACE);
        if (!profile.plugin().isObject()) {
            selfSigned();
        }
        for (String revision : profile.revisions()) {
            controlPlane(revision, profile);
        }
        tidy(Mesh.NAMESPACE, profile.revisions());
        gateways(profile);
        rootCertificates(profile);
    }

    private static synchronized List<ObjectNode> definitions() {
        if (definitions == null) {
            List<ObjectNode> read = new java.util.ArrayList<>();
            for (JsonNode described :
                    Templates.read("mesh/definitions.yaml", Map.of()).get(0).path("definitions")) {
                read.add(Definitions.of(described, "Namespaced", Json.texts(described.path("versions"))));
            }
            definitions = List.copyOf(read);
        }
        return definitions;
    }

    private void namespace(String name) {
        if (plane.get(NAMESPACES, "", name).isEmpty()) {
            ObjectNode namespace = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
            Meta.of(namespace).put("name", name);
            Json.child(namespace, "metadata", "labels").put("kubernetes.azure.com/managedby", "aks");
            plane.create(NAMESPACES, namespace);
        }
    }

    private void remove(String name) {
        plane.get(NAMESPACES, "", name)
                .filter(found ->
                        Pods.label(found, "kubernetes.azure.com/managedby").equals("aks"))
                .ifPresent(found -> plane.delete(NAMESPACES, found));
    }

    private void selfSigned() {
        if (plane.get(SECRETS, Mesh.NAMESPACE, Mesh.SELF_SIGNED).isPresent()) {
            return;
        }
        ObjectNode secret =
                Json.object().put("kind", "Secret").put("apiVersion", "v1").put("type", "istio.io/ca-root");
        Meta.of(secret).put("name", Mesh.SELF_SIGNED).put("namespace", Mesh.NAMESPACE);
        ObjectNode data = secret.putObject("data");
        Issuer.selfSigned(plane.now())
                .forEach((name, text) ->
                        data.put(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
        plane.create(SECRETS, secret);
    }

    private void controlPlane(String revision, MeshProfile profile) {
        String provider = "istio-spc-" + revision;
        if (profile.plugin().isObject()) {
            secrets.provide(Mesh.NAMESPACE, provider, profile.plugin());
        }
        Map<String, String> values = Map.of("revision", revision, "version", MeshProfile.version(revision));
        for (JsonNode each : Templates.read("mesh/istiod.yaml", values)) {
            ObjectNode object = (ObjectNode) each;
            ResourceType type = BuiltInTypes.kind(Meta.kind(object));
            if (plane.get(type, Mesh.NAMESPACE, Meta.name(object)).isPresent()) {
                continue;
            }
            if (Meta.kind(object).equals("Deployment") && profile.plugin().isObject()) {
                plug(object, provider);
            }
            plane.create(type, object);
        }
    }

    private static void plug(ObjectNode deployment, String provider) {
        ObjectNode spec = Json.child(deployment, "spec", "template", "spec");
        ObjectNode csi =
                spec.putArray("volumes").addObject().put("name", Mesh.PLUGGED).putObject("csi");
        csi.put("driver", SecretsDriver.NAME).put("readOnly", true);
        csi.putObject("volumeAttributes").put("secretProviderClass", provider);
        ((ObjectNode) spec.path("containers").path(0))
                .putArray("volumeMounts")
                .addObject()
                .put("name", Mesh.PLUGGED)
                .put("mountPath", "/etc/cacerts")
                .put("readOnly", true);
    }

    /** Removes what belongs to revisions that are no longer wanted. */
    private void tidy(String namespace, List<String> revisions) {
        for (ResourceType type : PARTS) {
            for (ObjectNode object : plane.list(type, namespace)) {
                String revision = Pods.label(object, Mesh.REVISION);
                if (!revision.isEmpty() && !revisions.contains(revision)) {
                    plane.delete(type, object);
                }
            }
        }
    }

    /** The pods of gateways get their proxy from a control plane, so they come after it. */
    private void gateways(MeshProfile profile) {
        if (profile.ingress().isEmpty()) {
            remove(INGRESS);
            return;
        }
        namespace(INGRESS);
        for (String revision : profile.revisions()) {
            if (mesh.authority(revision).isEmpty()) {
                continue;
            }
            for (String name : profile.ingress()) {
                gateway(name, revision);
            }
        }
        tidy(INGRESS, profile.revisions());
        for (ResourceType type : PARTS) {
            for (ObjectNode object : plane.list(type, INGRESS)) {
                if (profile.ingress().stream()
                        .noneMatch(name -> Pods.label(object, "app").endsWith("-" + name))) {
                    plane.delete(type, object);
                }
            }
        }
    }

    private void gateway(String name, String revision) {
        Map<String, String> values =
                Map.of("name", name, "revision", revision, "version", MeshProfile.version(revision));
        for (JsonNode each : Templates.read("mesh/gateway.yaml", values)) {
            ObjectNode object = (ObjectNode) each;
            ResourceType type = BuiltInTypes.kind(Meta.kind(object));
            if (plane.get(type, INGRESS, Meta.name(object)).isEmpty()) {
                if (name.equals("internal") && Meta.kind(object).equals("Service")) {
                    Json.child(object, "metadata", "annotations")
                            .put("service.beta.kubernetes.io/azure-load-balancer-internal", "true");
                }
                plane.create(type, object);
            }
        }
    }

    private void rootCertificates(MeshProfile profile) {
        Optional<String> root = profile.revisions().stream()
                .flatMap(revision -> mesh.authority(revision).stream())
                .map(CaBundle::root)
                .map(Pem::text)
                .findFirst();
        if (root.isEmpty()) {
            return;
        }
        for (ObjectNode namespace : plane.list(NAMESPACES)) {
            String name = Meta.name(namespace);
            if (!WITHOUT_ROOT.contains(name) && !Meta.deleting(namespace)) {
                rootCertificate(name, root.get());
            }
        }
    }

    private void rootCertificate(String namespace, String root) {
        Optional<ObjectNode> found = plane.get(MAPS, namespace, ROOT_MAP);
        ObjectNode map =
                found.orElseGet(() -> Json.object().put("kind", "ConfigMap").put("apiVersion", "v1"));
        Meta.of(map).put("name", ROOT_MAP).put("namespace", namespace);
        Json.child(map, "metadata", "labels").put("istio.io/config", "true");
        Json.child(map, "data").put("root-cert.pem", root);
        if (found.isEmpty()) {
            plane.create(MAPS, map);
        } else {
            plane.save(MAPS, map);
        }
    }
}
