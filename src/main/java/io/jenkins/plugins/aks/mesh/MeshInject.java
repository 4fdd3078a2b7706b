package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pods of namespaces have the mesh's proxy, or none (W063 to W067): everything is looked at first, then the labels are
 * set, then workloads are restarted one after another.
 */
final class MeshInject {
    private static final String LOOK = "look";
    private static final String LABELS = "labels";

    private final InjectSpec spec;

    private MeshInject(InjectSpec spec) {
        this.spec = spec;
    }

    static Operation<AksSession> of(InjectSpec spec) {
        return new MeshInject(spec).sequence();
    }

    private Operation<AksSession> sequence() {
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then(LOOK, new InjectLook(spec))
                .thenFrom(LABELS, results -> new InjectLabels(spec, revision(results)));
        for (String namespace : spec.namespaces()) {
            phases.thenFrom(phase(namespace), results -> new NamespaceRestart(spec, namespace, revision(results)));
        }
        return phases.writing(spec.clusterId() + "/mesh")
                .returning(this::result)
                .build();
    }

    private static String phase(String namespace) {
        return "namespace " + namespace;
    }

    private static String revision(Map<String, Map<String, Object>> results) {
        return String.valueOf(results.get(LOOK).get(InjectLook.REVISION));
    }

    private Map<String, Object> result(Map<String, Map<String, Object>> results) {
        List<Object> pods = new ArrayList<>();
        List<Object> without = new ArrayList<>();
        for (String namespace : spec.namespaces()) {
            Map<String, Object> one = results.get(phase(namespace));
            pods.addAll((List<?>) one.get(NamespaceRestart.PODS));
            without.addAll((List<?>) one.get(NamespaceRestart.WITHOUT));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("injected", spec.on());
        if (spec.on()) {
            result.put("revision", revision(results));
        }
        result.put("namespaces", spec.namespaces());
        result.put(NamespaceRestart.PODS, pods);
        result.put(NamespaceRestart.WITHOUT, without);
        result.put("complete", without.isEmpty());
        result.put("changed", results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        return result;
    }
}
