package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.List;

/**
 * An ephemeral container with tools, for a pod whose image has none: it shares the pod's network. It can't be removed again;
 * it goes with its pod, so give it a command that ends by itself, such as {@code sleep 600}.
 */
public final class DebugContainer {
    private final ApiCall api;

    public DebugContainer(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /**
     * Adds it, unless the pod has one of this name: then nothing is sent. It takes a moment to start;
     * {@link PodChoice#isRunning} tells.
     *
     * @param beside the container whose processes it may see, of a pod as the API server has it now
     * @return whether anything was sent
     */
    public boolean ensure(PodContainer beside, String name, String image, List<String> command)
            throws OperationException, TransientException {
        for (JsonNode each : beside.pod().at("/spec/ephemeralContainers")) {
            if (each.path("name").asText().equals(name)) {
                return false;
            }
        }
        ObjectNode patch = ApiCall.MAPPER.createObjectNode();
        ObjectNode container =
                patch.putObject("spec").putArray("ephemeralContainers").addObject();
        container.put("name", name).put("image", image).put("targetContainerName", beside.container());
        command.forEach(container.putArray("command")::add);
        KubernetesErrors.call(
                "add the ephemeral container " + name + " to pod " + beside.namespace() + "/" + beside.name(), () -> {
                    try {
                        return ApiCall.await(api.send(
                                "PATCH",
                                beside.path() + "/ephemeralcontainers?fieldManager=" + ServerSideApply.FIELD_MANAGER,
                                "application/strategic-merge-patch+json",
                                patch));
                    } catch (IOException silent) {
                        throw new TransientException(silent.getMessage(), silent);
                    }
                });
        return true;
    }
}
