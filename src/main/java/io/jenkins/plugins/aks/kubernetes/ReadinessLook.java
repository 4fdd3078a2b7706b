package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether objects are ready and, where they are not, for what their pods and events say about it. */
public final class ReadinessLook {
    private static final Readiness ALWAYS = object -> ReadyState.READY;

    private static final Map<String, Readiness> KINDS = Map.of(
            "apps/Deployment", new DeploymentReadiness(),
            "apps/StatefulSet", new StatefulSetReadiness(),
            "apps/DaemonSet", new DaemonSetReadiness(),
            "batch/Job", new JobReadiness(),
            "/Pod", new PodReadiness(),
            "/Service", new ServiceReadiness(),
            "/PersistentVolumeClaim", new VolumeClaimReadiness(),
            "apiextensions.k8s.io/CustomResourceDefinition", new ConditionReadiness(true, "Established"),
            "apiregistration.k8s.io/APIService", new ConditionReadiness(true, "Available"),
            "policy/PodDisruptionBudget", ALWAYS);

    private static final int MOST_TROUBLES = 3;

    private final ApiReader reader;

    public ReadinessLook(ApiReader reader) {
        this.reader = reader;
    }

    /** @param object as the API server has it now */
    public ReadyState at(ApiResource kind, JsonNode object) throws OperationException, TransientException {
        if (object.at("/metadata/deletionTimestamp").isTextual()) {
            return ReadyState.failed("it is being deleted");
        }
        ReadyState state = KINDS.getOrDefault(kind.group() + "/" + kind.kind(), ConditionReadiness.USUAL)
                .of(object);
        boolean hasPods = object.at("/spec/selector").isObject()
                && object.at("/spec/template").isObject();
        if (state.isReady() || !hasPods) {
            return state;
        }
        List<String> seen = seen(object);
        return seen.isEmpty() ? state : new ReadyState(state.phase(), state.text() + "; " + String.join("; ", seen));
    }

    /** The external address of a Service; empty where it has none. */
    public static String address(JsonNode service) {
        return ServiceReadiness.address(service);
    }

    private List<String> seen(JsonNode workload) throws OperationException, TransientException {
        String namespace = workload.at("/metadata/namespace").asText();
        List<String> seen = new ArrayList<>();
        JsonNode pods = list("api/v1/namespaces/" + namespace + "/pods?labelSelector=" + encoded(selector(workload)));
        for (JsonNode pod : pods) {
            Optional<String> trouble = PodTrouble.in(pod);
            if (trouble.isPresent() && seen.size() < MOST_TROUBLES) {
                seen.add("pod " + pod.at("/metadata/name").asText() + ": " + trouble.get());
            }
        }
        return seen.isEmpty() ? refusedPods(workload, namespace) : seen;
    }

    /** Pods that were never made, such as those that exceed a quota, are known from events only. */
    private List<String> refusedPods(JsonNode workload, String namespace)
            throws OperationException, TransientException {
        String name = workload.at("/metadata/name").asText();
        String latest = "";
        String message = "";
        for (JsonNode event :
                list("api/v1/namespaces/" + namespace + "/events?fieldSelector=" + encoded("reason=FailedCreate"))) {
            String object = event.at("/involvedObject/name").asText();
            String time =
                    event.path("lastTimestamp").asText(event.path("eventTime").asText());
            if ((object.equals(name) || object.startsWith(name + "-")) && time.compareTo(latest) >= 0) {
                latest = time;
                message = event.path("message").asText();
            }
        }
        return message.isEmpty() ? List.of() : List.of("FailedCreate: " + message);
    }

    private static String selector(JsonNode workload) {
        List<String> terms = new ArrayList<>();
        workload.at("/spec/selector/matchLabels")
                .fields()
                .forEachRemaining(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        return String.join(",", terms);
    }

    private JsonNode list(String path) throws OperationException, TransientException {
        return KubernetesErrors.call("read " + path, () -> {
            try {
                return reader.get(path, ApiReader.JSON).path("items");
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
