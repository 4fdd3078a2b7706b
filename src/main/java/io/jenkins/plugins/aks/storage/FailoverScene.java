package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks before anything is written: the cluster runs, the storage class is there, the names are free. Result: {@code
 * storageClass}, {@code provisioner}; {@code storageNodes}, whether its volumes live on the storage nodes' disks; {@code run}, by which the rows
 * of this run are told from those of earlier ones.
 */
final class FailoverScene implements Operation<AksSession> {
    static final String CLASS = "storageClass";
    static final String PROVISIONER = "provisioner";
    static final String STORAGE_NODES = "storageNodes";
    static final String RUN = "run";

    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private final FailoverSpec spec;

    FailoverScene(FailoverSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        requireRunning(session);
        KubernetesClient client = session.kubernetes(spec.clusterId());
        FailoverView view = new FailoverView(client, spec.workload().namespace());
        JsonNode storageClass = storageClass(view.storageClasses());
        requireUsable(view.set(spec.workload().set()));
        String name = FailoverView.name(storageClass);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(CLASS, name);
        result.put(PROVISIONER, storageClass.path("provisioner").asText());
        result.put(STORAGE_NODES, warnOfOneReplica(session, new StoragePools(new ApiReader(client)), name));
        result.put(
                RUN,
                FailoverTarget.run(spec.key() + " " + session.clock().instant().getEpochSecond()));
        return Turn.done(result);
    }

    private void requireRunning(AksSession session) throws OperationException, TransientException {
        ObjectNode cluster = session.arm()
                .find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE)
                .orElseThrow(() -> new OperationException(
                        "cluster " + spec.cluster() + " does not exist. Make it with aksCreate, or correct the name."))
                .body();
        if (cluster.at("/properties/powerState/code").asText("Running").equals("Stopped")) {
            throw new OperationException("cluster " + spec.cluster() + " is stopped. Start it first.");
        }
    }

    private JsonNode storageClass(List<JsonNode> classes) throws InvalidParameterException {
        for (JsonNode each : classes) {
            boolean isDefault = each.path("metadata")
                    .path("annotations")
                    .path(DEFAULT_CLASS)
                    .asText()
                    .equals("true");
            if (spec.storageClass().isEmpty()
                    ? isDefault
                    : FailoverView.name(each).equals(spec.storageClass())) {
                return each;
            }
        }
        String names = classes.stream().map(FailoverView::name).sorted().collect(Collectors.joining(", "));
        throw new InvalidParameterException(
                "storageClass",
                spec.storageClass(),
                "a storage class of the cluster: " + names,
                spec.storageClass().isEmpty()
                        ? "The cluster has no default class: name one."
                        : "Make a pool of Azure Container Storage with storagePool, or correct the name.");
    }

    /** The step's own names may be taken by what an earlier run kept, and by nothing else. */
    private void requireUsable(JsonNode set) throws OperationException {
        if (!spec.workload().own()) {
            if (set.isMissingNode()) {
                throw new InvalidParameterException(
                        "workload",
                        spec.workload().text(),
                        "a StatefulSet that exists",
                        "Apply it with kubeApply first, or leave workload out for the step's own MySQL.");
            }
            return;
        }
        String owner = set.at("/metadata/labels/app.kubernetes.io~1managed-by").asText();
        if (!set.isMissingNode() && !owner.equals(FailoverManifest.OWNER)) {
            throw new OperationException("StatefulSet " + spec.workload().text()
                    + " exists and is not of this step. Delete or rename it, or give another namespace.");
        }
    }

    /** @return whether the class is of a pool on the nodes' own disks, managed ones included */
    private static boolean warnOfOneReplica(AksSession session, StoragePools pools, String storageClass)
            throws OperationException, TransientException {
        for (JsonNode pool : pools.all()) {
            String name = FailoverView.name(pool);
            if (!StoragePools.className(name).equals(storageClass)) {
                continue;
            }
            JsonNode disk = pool.at("/spec/poolType/ephemeralDisk");
            if (disk.isObject() && disk.path("replicas").asInt(1) < 2) {
                session.log()
                        .line("warning: the storage pool " + name + " keeps one replica: its volumes are lost with"
                                + " their node. With storagePool(replicas: 3) they survive.");
            }
            return true;
        }
        return false;
    }
}
