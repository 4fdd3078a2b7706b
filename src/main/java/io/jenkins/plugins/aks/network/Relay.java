package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Hubble Relay of a cluster: what has to be there, and what is said where it is not. */
final class Relay {
    /** What the server's certificate is made out for, whatever the address. */
    static final String SERVER_NAME = "instance.hubble-relay.cilium.io";

    private static final String NAMESPACE = "api/v1/namespaces/kube-system/";
    private static final String SECRET = "secrets/hubble-relay-client-certs";
    private static final String SELECTOR = "k8s-app=hubble-relay";
    private static final int FORBIDDEN = 403;

    private final LiveObjects objects;
    private List<JsonNode> pods = List.of();

    Relay(KubernetesClient client) {
        this.objects = new LiveObjects(new ApiReader(client));
    }

    /**
     * A pod to talk to.
     *
     * @param port of the container
     */
    record Target(PodContainer pod, int port) {}

    /**
     * @return empty where no pod is Ready yet; {@link #waitingFor} says why
     * @throws OperationException where the cluster has no Hubble Relay
     */
    Optional<Target> find() throws OperationException, TransientException {
        JsonNode service = service();
        JsonNode port = service.at("/spec/ports/0");
        String target = port.path("targetPort").asText(port.path("port").asText());
        pods = objects.list(NAMESPACE + "pods", SELECTOR);
        Optional<JsonNode> ready = PodChoice.ready(pods);
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        JsonNode pod = ready.get();
        String container = pod.at("/spec/containers/0/name").asText();
        return Optional.of(new Target(new PodContainer(pod, container), PodChoice.port(pod, target)));
    }

    private JsonNode service() throws OperationException, TransientException {
        JsonNode service = objects.one(NAMESPACE + "services/hubble-relay");
        if (service.isMissingNode()) {
            throw new OperationException(
                    "there is no Hubble Relay on the cluster (Service kube-system/hubble-relay): flows are only"
                            + " observed with Advanced Container Networking Services and their observability. Switch them"
                            + " on with aksCreate(acns: true), or for a cluster that there is with az aks update"
                            + " --enable-acns, and check that they were not made with --disable-acns-observability.");
        }
        return service;
    }

    /**
     * What Hubble UI talks to is there, and what it proves itself with: a pod that mounts a Secret that is missing would
     * wait for ever. Who may not read the Secret learns it from the pod.
     */
    void requireForUi() throws OperationException, TransientException {
        service();
        try {
            if (objects.one(NAMESPACE + SECRET).isMissingNode()) {
                throw missingSecret();
            }
        } catch (OperationException refused) {
            if (!isForbidden(refused)) {
                throw refused;
            }
        }
    }

    private static boolean isForbidden(OperationException refused) {
        return Integer.toString(FORBIDDEN).equals(refused.data().get("status"));
    }

    private static OperationException missingSecret() {
        return new OperationException(
                "there is no Secret " + RelayKeys.SECRET + ", with which clients of Hubble Relay prove who they are."
                        + " Wait until Advanced Container Networking Services are set"
                        + " up, or switch them off and on again.");
    }

    String waitingFor() {
        return "a Ready pod of hubble-relay in kube-system; " + PodChoice.unready(pods);
    }

    SSLSocketFactory tls(Instant now) throws OperationException, TransientException {
        JsonNode secret;
        try {
            secret = objects.one(NAMESPACE + SECRET);
        } catch (OperationException refused) {
            if (!isForbidden(refused)) {
                throw refused;
            }
            throw new OperationException(
                    "the certificates for Hubble Relay may not be read: " + refused.getMessage()
                            + " It takes the verb get"
                            + " on Secret " + RelayKeys.SECRET + ", which Azure Kubernetes Service RBAC Admin or a Role"
                            + " with that one resource name gives.",
                    refused.data(),
                    refused);
        }
        if (secret.isMissingNode()) {
            throw missingSecret();
        }
        return RelayKeys.tls(secret, now);
    }

    /** What a pod of the relay has had lately, for a connection that broke. */
    String news(PodContainer before) throws OperationException, TransientException {
        JsonNode pod = objects.one(NAMESPACE + "pods/" + before.name());
        if (pod.isMissingNode() || !pod.at("/metadata/uid").asText().equals(before.uid())) {
            return "pod " + before.name() + " is gone";
        }
        int restarts = pod.at("/status/containerStatuses/0/restartCount").asInt();
        int known = before.pod().at("/status/containerStatuses/0/restartCount").asInt();
        if (restarts > known) {
            JsonNode last = pod.at("/status/containerStatuses/0/lastState/terminated");
            return "pod " + before.name() + " was restarted"
                    + (last.isObject()
                            ? " (" + last.path("reason").asText() + ", exit code "
                                    + last.path("exitCode").asText() + ")"
                            : "");
        }
        return PodChoice.isReady(pod) ? "pod " + before.name() + " still runs" : PodChoice.unready(List.of(pod));
    }
}
