package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.hubble.HubbleCertificates;
import io.jenkins.plugins.aks.sandbox.hubble.RelayListener;
import io.jenkins.plugins.aks.sandbox.network.Enforcement;
import io.jenkins.plugins.aks.sandbox.network.Visitors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What Advanced Container Networking Services bring with their observability: Hubble Relay and its certificates. */
final class HubbleWorkloads implements Controller {
    static final String CLIENT_SECRET = "hubble-relay-client-certs";

    private static final String NAMESPACE = "kube-system";
    private static final String RELAY = "hubble-relay";
    private static final ResourceType DEPLOYMENT = BuiltInTypes.kind("Deployment");
    private static final ResourceType SERVICE = BuiltInTypes.kind("Service");
    private static final ResourceType SECRET = BuiltInTypes.kind("Secret");

    private final ControlPlane plane;
    private final Desired desired;
    private final ClusterView view;

    HubbleWorkloads(ControlPlane plane, Desired desired, ClusterView view) {
        this.plane = plane;
        this.desired = desired;
        this.view = view;
    }

    @Override
    public void reconcile() {
        JsonNode advanced = Json.at(desired.cluster(), "properties", "networkProfile", "advancedNetworking");
        boolean nodes = !plane.list(ControlPlane.NODES).isEmpty();
        boolean observed = advanced.path("enabled").asBoolean()
                && advanced.path("observability").path("enabled").asBoolean();
        if (!observed) {
            remove();
        } else if (nodes) {
            create();
            if (new Enforcement(view.store(), view.key()).isChanging()) {
                // What came until now came under the policies of until now.
                new Visitors(view).catchUp();
            }
        }
    }

    private void remove() {
        for (ResourceType type : List.of(DEPLOYMENT, SERVICE)) {
            plane.get(type, NAMESPACE, RELAY).ifPresent(object -> plane.delete(type, object));
        }
        for (String name : List.of(CLIENT_SECRET, RelayListener.SERVER_SECRET)) {
            plane.get(SECRET, NAMESPACE, name).ifPresent(object -> plane.delete(SECRET, object));
        }
    }

    private void create() {
        if (plane.get(SECRET, NAMESPACE, RelayListener.SERVER_SECRET).isEmpty()
                || plane.get(SECRET, NAMESPACE, CLIENT_SECRET).isEmpty()) {
            certificates();
        }
        if (plane.get(DEPLOYMENT, NAMESPACE, RELAY).isEmpty()) {
            plane.create(DEPLOYMENT, relay());
        }
        if (plane.get(SERVICE, NAMESPACE, RELAY).isEmpty()) {
            ObjectNode service = object(SERVICE, RELAY);
            ObjectNode spec = service.putObject("spec");
            spec.putObject("selector").put("k8s-app", RELAY);
            spec.putArray("ports")
                    .addObject()
                    .put("port", 443)
                    .put("targetPort", "grpc")
                    .put("protocol", "TCP");
            plane.create(SERVICE, service);
        }
    }

    private void certificates() {
        HubbleCertificates hubble = new HubbleCertificates();
        HubbleCertificates.Issued server = hubble.issue("*.hubble-relay.cilium.io");
        HubbleCertificates.Issued client = hubble.issue("*.hubble-relay.cilium.io");
        secret(RelayListener.SERVER_SECRET, server.certificate(), server.pkcs8Key(), hubble.authority());
        secret(CLIENT_SECRET, client.certificate(), client.traditionalKey(), hubble.authority());
    }

    private void secret(String name, String certificate, String key, String authority) {
        plane.get(SECRET, NAMESPACE, name).ifPresent(old -> plane.remove(SECRET, old));
        ObjectNode secret = object(SECRET, name).put("type", "kubernetes.io/tls");
        secret.putObject("data")
                .put("ca.crt", base64(authority))
                .put("tls.crt", base64(certificate))
                .put("tls.key", base64(key));
        plane.create(SECRET, secret);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ObjectNode relay() {
        ObjectNode relay = object(DEPLOYMENT, RELAY);
        Json.child(relay, "metadata", "labels").put("k8s-app", RELAY).put("kubernetes.azure.com/managedby", "aks");
        Json.child(relay, "spec").put("replicas", 1);
        Json.child(relay, "spec", "selector", "matchLabels").put("k8s-app", RELAY);
        Json.child(relay, "spec", "template", "metadata", "labels").put("k8s-app", RELAY);
        ObjectNode spec = Json.child(relay, "spec", "template", "spec");
        ObjectNode container = spec.putArray("containers").addObject().put("name", RELAY);
        container.put("image", "mcr.microsoft.com/oss/cilium/hubble-relay:v1.15.0");
        container.putArray("ports").addObject().put("name", "grpc").put("containerPort", 4245);
        spec.putArray("tolerations")
                .addObject()
                .put("key", "CriticalAddonsOnly")
                .put("operator", "Exists");
        return relay;
    }

    private static ObjectNode object(ResourceType type, String name) {
        ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Meta.of(object).put("name", name).put("namespace", NAMESPACE);
        return object;
    }
}
