package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.ObjectCreation;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The workload: made where it is the step's own (W085 to W092), ready, and bound to the storage that is meant. Result:
 * {@code pod}, {@code podUid}, {@code node}, {@code pool}, {@code host}, {@code claim}, {@code claimUid}, {@code volume},
 * {@code driver}.
 */
final class FailoverWorkload {
    static final String APPLIED = "applied";
    static final String POD = "pod";
    static final String POD_UID = "podUid";
    static final String NODE = "node";
    static final String POOL = "pool";
    static final String HOST = "host";
    static final String CLAIM_UID = "claimUid";
    static final String VOLUME = "volume";
    static final String DRIVER = "driver";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final PhaseLimit LIMIT = new PhaseLimit("ready", Duration.ofMinutes(10));

    private final FailoverSpec spec;
    private final ManifestApply apply;

    FailoverWorkload(FailoverSpec spec) {
        this.spec = spec;
        this.apply = new ManifestApply(new ApplyOptions(spec.workload().namespace(), true, false, false));
    }

    /** @param scene what {@link FailoverScene} found */
    Operation<AksSession> on(Map<String, Object> scene) {
        return (session, journal) -> advance(session, journal, scene);
    }

    private Turn advance(AksSession session, Journal journal, Map<String, Object> scene) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        Optional<Turn> applying = spec.workload().own() ? apply(session, client, journal, scene) : Optional.empty();
        if (applying.isPresent()) {
            return applying.get();
        }
        FailoverView view = new FailoverView(client, spec.workload().namespace());
        JsonNode set = view.set(spec.workload().set());
        JsonNode pod = pod(view, set);
        if (PodChoice.isReady(pod)) {
            return Turn.done(facts(view, set, pod, scene));
        }
        String trouble = trouble(view, pod);
        if (LIMIT.isOver(session, journal)) {
            throw new OperationException(
                    "StatefulSet " + spec.workload().text() + " has no ready pod after "
                            + Durations.format(LIMIT.length()) + ": " + trouble
                            + ". Correct that, and run the step again.",
                    Map.of("code", "WorkloadNotReady"),
                    null);
        }
        return Turn.again(LOOK_AGAIN, "StatefulSet " + spec.workload().text() + ": " + trouble);
    }

    private Optional<Turn> apply(
            AksSession session, KubernetesClient client, Journal journal, Map<String, Object> scene)
            throws OperationException, TransientException, IOException {
        if (journal.get(APPLIED).isEmpty()) {
            journal.put(APPLIED, "true").save();
        }
        if (!apply.isPrepared()) {
            FailoverTarget target = spec.workload();
            if (target.secret().equals(FailoverTarget.NAME)) {
                credentials(client, target);
            }
            boolean storageNodes = Boolean.TRUE.equals(scene.get(FailoverScene.STORAGE_NODES));
            apply.prepare(
                    FailoverManifest.server(target, String.valueOf(scene.get(FailoverScene.CLASS)), storageNodes),
                    new ApiReader(client));
        }
        return apply.advance(client, journal, session.log());
    }

    /** A volume that was kept has the passwords of its first day, so a Secret that is there stays. */
    private static void credentials(KubernetesClient client, FailoverTarget target)
            throws OperationException, TransientException {
        String path = FailoverView.path(target.namespace(), "secrets", target.secret());
        if (new LiveObjects(new ApiReader(client)).one(path).isMissingNode()) {
            new ObjectCreation(client)
                    .create(
                            "api/v1/namespaces/" + target.namespace() + "/secrets",
                            FailoverManifest.secret(target),
                            "Secret " + target.namespace() + "/" + target.secret());
        }
    }

    /** The pod with the lowest number that is ready; else the first one. */
    private static JsonNode pod(FailoverView view, JsonNode set) throws OperationException, TransientException {
        JsonNode first = view.pod(FailoverView.name(set) + "-0");
        int replicas = set.at("/spec/replicas").asInt(1);
        for (int number = 0; number < replicas; number++) {
            JsonNode pod = number == 0 ? first : view.pod(FailoverView.name(set) + "-" + number);
            if (PodChoice.isReady(pod)) {
                return pod;
            }
        }
        return first;
    }

    private static String trouble(FailoverView view, JsonNode pod) throws OperationException, TransientException {
        if (pod.isMissingNode()) {
            return "no pod yet";
        }
        String warning = view.warning(FailoverView.name(pod));
        return "pod " + FailoverView.name(pod) + " is "
                + pod.at("/status/phase").asText("not seen yet")
                + PodChoice.trouble(pod).map(text -> ", " + text).orElse("")
                + (warning.isEmpty() ? "" : "; last warnings: " + warning);
    }

    private Map<String, Object> facts(FailoverView view, JsonNode set, JsonNode pod, Map<String, Object> scene)
            throws OperationException, TransientException {
        JsonNode claim = claim(view, set, pod);
        JsonNode volume = view.volume(claim.at("/spec/volumeName").asText());
        String driver = volume.at("/spec/csi/driver").asText();
        requireStorage(claim, driver, scene);
        String node = pod.at("/spec/nodeName").asText();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(POD, FailoverView.name(pod));
        facts.put(POD_UID, FailoverView.uid(pod));
        facts.put(NODE, node);
        facts.put(POOL, FailoverView.pool(view.node(node)));
        facts.put(
                HOST,
                FailoverView.name(pod) + "." + set.at("/spec/serviceName").asText() + "."
                        + spec.workload().namespace() + ".svc");
        facts.put("claim", FailoverView.name(claim));
        facts.put(CLAIM_UID, FailoverView.uid(claim));
        facts.put(VOLUME, FailoverView.name(volume));
        facts.put(DRIVER, driver);
        return facts;
    }

    /** The claim of the first template: a StatefulSet names it after the template and the pod. */
    private JsonNode claim(FailoverView view, JsonNode set, JsonNode pod)
            throws OperationException, TransientException {
        String template = set.at("/spec/volumeClaimTemplates/0/metadata/name").asText();
        if (template.isEmpty()) {
            throw new OperationException("StatefulSet " + spec.workload().text()
                    + " has no volumeClaimTemplates, so no volume of its own could survive its node.");
        }
        return view.claim(template + "-" + FailoverView.name(pod));
    }

    /** A claim without the class is bound to the cluster's default one, and the check would prove nothing (spec section 7.2). */
    private void requireStorage(JsonNode claim, String driver, Map<String, Object> scene) throws OperationException {
        String wanted = String.valueOf(scene.get(FailoverScene.CLASS));
        String found = claim.at("/spec/storageClassName").asText();
        String provisioner = String.valueOf(scene.get(FailoverScene.PROVISIONER));
        if (!found.equals(wanted) || !driver.equals(provisioner)) {
            throw new OperationException(
                    "claim " + FailoverView.name(claim) + " of "
                            + spec.workload().text() + " is of the storage class '"
                            + found + "' and the driver '" + driver + "'; expected were '" + wanted + "' and '"
                            + provisioner
                            + "'. A claim keeps its class: delete the StatefulSet and the claim, and run the step"
                            + " again.",
                    Map.of("code", "StorageClassDiffers", "storageClass", found, "driver", driver),
                    null);
        }
    }
}
