package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.check.ProbeSource;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The containers from which probes start, found by what rows name and known for some seconds. */
final class ProbePods {
    private static final Duration KNOWN = Duration.ofSeconds(5);
    private static final List<String> KINDS = List.of("deployment", "statefulset", "daemonset");

    private final LiveObjects objects;
    private final Clock clock;
    private final Map<ProbeSource, Found> found = new HashMap<>();

    ProbePods(LiveObjects objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    private record Found(PodContainer container, Instant until) {}

    /**
     * @throws OperationException for a workload that does not exist
     * @throws TransientException while none of its pods is ready
     */
    PodContainer container(ProbeSource source) throws OperationException, TransientException {
        Found known = found.get(source);
        if (known == null || !clock.instant().isBefore(known.until())) {
            known = new Found(find(source), clock.instant().plus(KNOWN));
            found.put(source, known);
        }
        return known.container();
    }

    /** Looks again next time: the pod may be another one by then. */
    void forget(ProbeSource source) {
        found.remove(source);
    }

    private PodContainer find(ProbeSource source) throws OperationException, TransientException {
        List<JsonNode> pods = pods(source);
        JsonNode pod = PodChoice.ready(pods)
                .orElseThrow(() -> new TransientException(
                        "no pod of " + source.text() + " in namespace " + source.namespace() + " is ready: "
                                + PodChoice.unready(pods),
                        null));
        return PodChoice.container(pod, source.container());
    }

    private List<JsonNode> pods(ProbeSource source) throws OperationException, TransientException {
        String path = PodChoice.path(source.namespace());
        if (source.isSelector()) {
            return objects.list(path, source.workload());
        }
        int slash = source.workload().indexOf('/');
        String kind = slash < 0 ? "" : source.workload().substring(0, slash);
        String name = source.workload().substring(slash + 1);
        if (kind.equals("pod")) {
            JsonNode pod = objects.one(path + "/" + ApiResource.segment(name));
            return pod.isMissingNode() ? List.of() : List.of(pod);
        }
        for (String each : kind.isEmpty() ? KINDS : List.of(known(kind, source))) {
            JsonNode workload = objects.one("apis/apps/v1/namespaces/" + ApiResource.segment(source.namespace()) + "/"
                    + each + "s/" + ApiResource.segment(name));
            if (!workload.isMissingNode()) {
                return objects.list(path, selector(workload));
            }
        }
        throw new OperationException("the matrix names " + source.text() + ", and namespace " + source.namespace()
                + " has no " + (kind.isEmpty() ? "Deployment, StatefulSet or DaemonSet" : kind) + " " + name
                + ". Correct the name, give the row its namespace, or use a label selector such as app=" + name + ".");
    }

    private static String known(String kind, ProbeSource source) throws InvalidParameterException {
        if (!KINDS.contains(kind)) {
            throw new InvalidParameterException(
                    "from", source.text(), "pod/…, " + String.join("/…, ", KINDS) + "/…", "Correct the kind.");
        }
        return kind;
    }

    private static String selector(JsonNode workload) {
        List<String> terms = new ArrayList<>();
        workload.at("/spec/selector/matchLabels")
                .fields()
                .forEachRemaining(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        return String.join(",", terms);
    }
}
