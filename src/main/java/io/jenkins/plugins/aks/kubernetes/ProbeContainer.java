package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.Optional;

/**
 * A container beside those of a pod whose image has no program for probes. It shares the pod's network, so policies hold
 * for it as for the pod. Kubernetes has no call that removes it: it ends by itself after an hour, and is used again until
 * then.
 */
final class ProbeContainer {
    private static final String NAME = "connectivity-probe-";
    private static final String LIFE = "3600";
    private static final int NOBODY = 65534;

    private final KubernetesClient client;
    private final String image;

    ProbeContainer(KubernetesClient client, String image) {
        this.client = client;
        this.image = image;
    }

    /** Empty while it starts. */
    Optional<PodContainer> in(PodContainer pod) throws OperationException, TransientException {
        JsonNode live = new LiveObjects(new ApiReader(client)).one(pod.path());
        if (!live.at("/metadata/uid").asText().equals(pod.uid())) {
            throw new TransientException(pod.subject() + " is gone", null);
        }
        int number = 0;
        boolean starting = false;
        for (JsonNode each : live.at("/spec/ephemeralContainers")) {
            String name = each.path("name").asText();
            if (name.startsWith(NAME)) {
                number++;
                JsonNode state = state(live, name);
                if (state.has("running")) {
                    return Optional.of(new PodContainer(live, name));
                }
                starting |= !state.has("terminated");
            }
        }
        if (!starting) {
            add(pod, NAME + (number + 1));
        }
        return Optional.empty();
    }

    private static JsonNode state(JsonNode pod, String name) {
        for (JsonNode status : pod.at("/status/ephemeralContainerStatuses")) {
            if (status.path("name").asText().equals(name)) {
                return status.path("state");
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private void add(PodContainer pod, String name) throws OperationException, TransientException {
        ObjectNode patch = ApiCall.MAPPER.createObjectNode();
        ObjectNode container =
                patch.putObject("spec").putArray("ephemeralContainers").addObject();
        container.put("name", name).put("image", image);
        container.putArray("command").add("sleep").add(LIFE);
        ObjectNode security = container.putObject("securityContext");
        security.put("allowPrivilegeEscalation", false)
                .put("runAsNonRoot", true)
                .put("runAsUser", NOBODY);
        security.putObject("capabilities").putArray("drop").add("ALL");
        String path = pod.path() + "/ephemeralcontainers?fieldManager=" + ServerSideApply.FIELD_MANAGER;
        KubernetesErrors.call("add a container for probes to pod " + pod.namespace() + "/" + pod.name(), () -> {
            try {
                return ApiCall.await(
                        new ApiCall(client).send("PATCH", path, "application/strategic-merge-patch+json", patch));
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
