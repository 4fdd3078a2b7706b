package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ObjectCreation;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pod on another node that writes row after row and logs each one that was acknowledged (W093). Done once enough rows
 * are; it goes on writing until it is removed.
 */
final class FailoverWriter implements Operation<AksSession> {
    static final String CREATED = "created";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int FIRST_ROW = 1;
    private static final String SEEN = "seen";

    private final FailoverSpec spec;
    private final String run;
    private final Map<String, Object> workload;

    /**
     * @param scene what {@link FailoverScene} found
     * @param workload what {@link FailoverWorkload} found
     */
    FailoverWriter(FailoverSpec spec, Map<String, Object> scene, Map<String, Object> workload) {
        this.spec = spec;
        this.run = String.valueOf(scene.get(FailoverScene.RUN));
        this.workload = workload;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        String name = FailoverTarget.writerName(spec.key());
        String subject = "pod " + spec.workload().namespace() + "/" + name;
        FailoverView view = new FailoverView(client, spec.workload().namespace());
        JsonNode pod = view.pod(name);
        if (pod.isMissingNode()) {
            String path = "api/v1/namespaces/" + spec.workload().namespace() + "/pods";
            requireFirst(journal);
            journal.put(CREATED, "true").save();
            new ObjectCreation(client).create(path, manifest(name, session.tags()), subject);
            session.log().line("writer: " + subject + " created");
            return Turn.again(LOOK_AGAIN, subject + ": created");
        }
        if (journal.get(SEEN).isEmpty()) {
            journal.put(SEEN, "true").save();
        }
        FailoverLog.requireAlive(pod);
        FailoverLog log = FailoverLog.read(client, pod, run);
        if (log.acknowledged().size() >= spec.rows()) {
            session.log().line("writer: " + log.acknowledged().size() + " rows acknowledged, and it goes on");
            return Turn.done(Map.of("before", log.acknowledged().size()));
        }
        String seen = log.isEmpty()
                ? PodChoice.trouble(pod).orElse(pod.at("/status/phase").asText())
                : log.acknowledged().size() + " of " + spec.rows() + " rows acknowledged" + log.lastFailure();
        if (new PhaseLimit("rows", spec.writing()).isOver(session, journal)) {
            throw new OperationException(
                    "the writer has not brought " + spec.rows() + " rows into "
                            + spec.workload().text() + " within " + Durations.format(spec.writing()) + ": " + seen
                            + ". Check image, secret and writeCommand, and that network policies let it through.",
                    Map.of("code", "WriterFailed"),
                    null);
        }
        return Turn.again(LOOK_AGAIN, "writer: " + seen);
    }

    /** One that was seen and is gone takes its ledger with it; a second one would begin at the first row again. */
    private static void requireFirst(Journal journal) throws OperationException {
        if (journal.get(SEEN).isPresent()) {
            FailoverLog.requireAlive(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        }
    }

    private ObjectNode manifest(String name, Map<String, String> tags) {
        FailoverTarget target = spec.workload();
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata").put("name", name).put("namespace", target.namespace());
        metadata.putObject("labels").put("app.kubernetes.io/managed-by", FailoverManifest.OWNER);
        ObjectNode annotations = metadata.putObject("annotations");
        new TreeMap<>(tags).forEach((tag, value) -> annotations.put("aks-pipeline-steps/" + tag, value));
        ObjectNode body = pod.putObject("spec");
        body.put("restartPolicy", "Never").put("terminationGracePeriodSeconds", 1);
        body.putObject("nodeSelector").put("kubernetes.io/os", "linux");
        ObjectNode elsewhere = body.withObject("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject();
        elsewhere.put("key", "kubernetes.io/hostname").put("operator", "NotIn");
        elsewhere.putArray("values").add(String.valueOf(workload.get(FailoverWorkload.NODE)));
        ObjectNode container = body.putArray("containers").addObject();
        container.put("name", FailoverTarget.CONTAINER).put("image", target.image());
        container.putArray("command").add("sh").add("-c").add(FailoverManifest.resource("builtin/failover-writer.sh"));
        variables(container);
        return pod;
    }

    private void variables(ObjectNode container) {
        FailoverTarget target = spec.workload();
        variable(container, "RUN", run);
        variable(container, "FIRST_ROW", Integer.toString(FIRST_ROW));
        variable(container, "HOST", String.valueOf(workload.get(FailoverWorkload.HOST)));
        variable(container, "WRITE", target.write());
        variable(container, "READ", target.read());
        if (target.own()) {
            container.withArray("env").add(FailoverManifest.ofSecret("MYSQL_USER", target.secret(), "MYSQL_USER"));
            container.withArray("env").add(FailoverManifest.ofSecret("MYSQL_PWD", target.secret(), "MYSQL_PASSWORD"));
        } else if (!target.secret().isEmpty()) {
            container.withArray("envFrom").addObject().putObject("secretRef").put("name", target.secret());
        }
    }

    private static void variable(ObjectNode container, String name, String value) {
        // Two dollars are one to the kubelet.
        container.withArray("env").addObject().put("name", name).put("value", value.replace("$$", "$$$$"));
    }
}
