package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Istio add-on on a cluster, on or off (W060 to W062). All that can be known before is looked at before. */
final class EnableMesh {
    private static final String PLAN = "plan";
    private static final String CA = "certificate authority";
    private static final String CLUSTER = "cluster";
    private static final String READY = "control plane";

    private final MeshSpec spec;

    private EnableMesh(MeshSpec spec) {
        this.spec = spec;
    }

    static Operation<AksSession> of(MeshSpec spec) {
        return new EnableMesh(spec).sequence();
    }

    private Operation<AksSession> sequence() {
        Sequence.Builder<AksSession> phases = Sequence.named();
        if (!spec.on()) {
            return phases.then(CLUSTER, new MeshSwitch(spec, ""))
                    .then("end", new MeshGone(spec.clusterId()))
                    .writing(spec.clusterId())
                    .returning(EnableMesh::merged)
                    .build();
        }
        return phases.then(PLAN, new MeshPlan(spec))
                .thenFrom(CA, this::authority)
                .thenFrom(CLUSTER, results -> new MeshSwitch(spec, revision(results)))
                .thenFrom(
                        READY,
                        results -> new MeshReady(
                                spec, revision(results), text(results.get(CA).get(CaObjects.ROOT))))
                .writing(spec.clusterId())
                .returning(EnableMesh::merged)
                .build();
    }

    /** The vault is looked at before the mesh takes its CA from there, and not again later. */
    private Operation<AksSession> authority(Map<String, Map<String, Object>> results) {
        boolean before = Boolean.TRUE.equals(results.get(PLAN).get(MeshPlan.ON));
        return before || spec.ca().isEmpty()
                ? (session, journal) -> Turn.done(Map.of())
                : new CaObjects(spec.clusterId(), spec.cluster(), spec.ca().get());
    }

    private static String revision(Map<String, Map<String, Object>> results) {
        return text(results.get(PLAN).get(MeshPlan.REVISION));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Map<String, Object> merged(Map<String, Map<String, Object>> results) {
        Map<String, Object> merged = new LinkedHashMap<>(results.get(CLUSTER));
        merged.putAll(results.getOrDefault("end", Map.of()));
        return merged;
    }
}
