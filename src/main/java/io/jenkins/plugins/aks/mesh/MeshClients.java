package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ObjectCreation;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.kubernetes.ObjectEvent;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The two pods from which a Service is asked: made, waited for, and deleted. */
final class MeshClients {
    static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** To be scheduled, to pull the image, and for the proxy to get its certificate. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String CLIENTS_UNTIL = "clientsUntil";

    private final MeshClient outsideClient;
    private final MeshClient insideClient;
    private JsonNode outside;
    private JsonNode inside;

    MeshClients(MeshClient outsideClient, MeshClient insideClient) {
        this.outsideClient = outsideClient;
        this.insideClient = insideClient;
    }

    /** As the API server had them when they were ready. */
    JsonNode outside() {
        return outside;
    }

    JsonNode inside() {
        return inside;
    }

    /** Makes what is missing; empty once both are ready. */
    Optional<String> waitingFor(AksSession session, KubernetesClient client, Journal journal)
            throws OperationException, TransientException, IOException {
        if (outside != null && inside != null) {
            return Optional.empty();
        }
        Instant now = session.clock().instant();
        if (journal.instant(CLIENTS_UNTIL).isEmpty()) {
            journal.put(CLIENTS_UNTIL, now.plus(PATIENCE).toString()).save();
        }
        boolean late = !now.isBefore(journal.instant(CLIENTS_UNTIL).orElseThrow());
        Optional<JsonNode> first = ready(session, client, outsideClient, late);
        Optional<JsonNode> second = ready(session, client, insideClient, late);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.of("clients " + outsideClient.name() + " and " + insideClient.name() + " to be ready");
        }
        outside = first.get();
        inside = second.get();
        return Optional.empty();
    }

    private static Optional<JsonNode> ready(
            AksSession session, KubernetesClient client, MeshClient wanted, boolean late)
            throws OperationException, TransientException {
        ApiReader reader = new ApiReader(client);
        JsonNode pod = new LiveObjects(reader).one(wanted.path());
        if (pod.isMissingNode()) {
            boolean made =
                    new ObjectCreation(client).create(wanted.pods(), wanted.manifest(session.tags()), wanted.subject());
            if (made) {
                session.log().line("created " + wanted.subject() + " from " + wanted.image());
            }
            return Optional.empty();
        }
        if (PodChoice.isReady(pod)) {
            return Optional.of(pod);
        }
        boolean never = pod.at("/status/containerStatuses/0/state/waiting/reason")
                .asText()
                .matches("InvalidImageName|ErrImageNeverPull|CreateContainerConfigError");
        if (late || never) {
            String event = ObjectEvent.latestWarning(reader, wanted.namespace(), wanted.name());
            throw new OperationException(
                    wanted.subject() + " does not become ready" + (never ? "" : " within " + Durations.format(PATIENCE))
                            + ": "
                            + PodChoice.trouble(pod)
                                    .orElse(pod.at("/status/phase").asText("not yet seen"))
                            + (event.isEmpty() ? "" : "; last event: " + event)
                            + ". It was removed. Check the image " + wanted.image()
                            + (wanted.inside() ? ", and the mesh's control plane with enableMesh." : "."),
                    Map.of("code", "ClientNotReady", "image", wanted.image()),
                    null);
        }
        return Optional.empty();
    }

    /** Whether there was anything to delete. */
    boolean delete(KubernetesClient client) throws OperationException, TransientException {
        boolean any = false;
        LiveObjects objects = new LiveObjects(new ApiReader(client));
        for (MeshClient each : List.of(outsideClient, insideClient)) {
            JsonNode pod = objects.one(each.path());
            if (!pod.isMissingNode() && !pod.at("/metadata/deletionTimestamp").isTextual()) {
                new ObjectDeletion(client)
                        .delete(each.path(), pod.at("/metadata/uid").asText());
                any = true;
            }
        }
        return any;
    }
}
