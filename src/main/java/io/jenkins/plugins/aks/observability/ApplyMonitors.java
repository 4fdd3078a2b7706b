package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The manifests are applied, and it is known which scrape pools the agents are to have by them (W142, W143). */
final class ApplyMonitors implements Operation<AksSession> {
    static final String POOLS = "pools";

    private static final String STARTED = "started";
    private static final Map<String, String> ENDPOINTS =
            Map.of("PodMonitor", "/spec/podMetricsEndpoints", "ServiceMonitor", "/spec/endpoints");

    private final ScrapeSpec spec;
    private final ManifestApply apply;

    ApplyMonitors(ScrapeSpec spec) {
        this.spec = spec;
        this.apply = new ManifestApply(new ApplyOptions(spec.namespace(), false, false, true));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (journal.get(STARTED).isEmpty()) {
            journal.put(STARTED, session.clock().instant().toString()).save();
        }
        KubernetesClient client = session.kubernetes(spec.clusterId());
        if (spec.manifests().isEmpty()) {
            return Turn.done(result(journal, List.of(), false));
        }
        if (!apply.isPrepared()) {
            ApiReader reader = new ApiReader(client);
            List<ManifestObject> objects = spec.manifests().get().load(session);
            check(objects, new KindCatalog(reader));
            apply.prepare(objects, reader);
        }
        Optional<Turn> turn = apply.advance(client, journal, session.log());
        if (turn.isPresent()) {
            return turn.get();
        }
        boolean changed =
                Boolean.TRUE.equals(apply.result(journal, session.log()).get("changed"));
        return Turn.done(result(journal, pools(apply.objects()), changed));
    }

    private void check(List<ManifestObject> objects, KindCatalog kinds) throws OperationException, TransientException {
        boolean monitors = false;
        for (ManifestObject object : objects) {
            if (!ENDPOINTS.containsKey(object.kind())) {
                continue;
            }
            if (!object.apiVersion().equals(ScrapeSpec.GROUP + "/v1")) {
                throw new OperationException(
                        object + " has apiVersion " + object.apiVersion() + ", which the managed agent does not read."
                                + " Write " + ScrapeSpec.GROUP + "/v1 instead; the fields are the same.",
                        Map.of("code", "WrongApiGroup", "apiVersion", object.apiVersion()),
                        null);
            }
            monitors = true;
        }
        if (monitors && kinds.find(ScrapeSpec.GROUP + "/v1", "PodMonitor").isEmpty()) {
            throw new OperationException(
                    "cluster " + spec.cluster() + " does not know PodMonitors of " + ScrapeSpec.GROUP
                            + "/v1: managed Prometheus is off, or its agents are not ready. Switch it on with"
                            + " aksMonitoring, then run the step again.",
                    Map.of("code", "MetricsNotEnabled", "resource", spec.clusterId()),
                    null);
        }
        if (!monitors && spec.pools().isEmpty()) {
            throw new OperationException(
                    "the manifests have no PodMonitor and no ServiceMonitor, so there is no target to"
                            + " wait for. Add one, name scrape pools by pools, or use kubeApply.");
        }
    }

    private static List<String> pools(List<ManifestObject> objects) {
        List<String> pools = new ArrayList<>();
        for (ManifestObject object : objects) {
            String pointer = ENDPOINTS.get(object.kind());
            JsonNode endpoints =
                    pointer == null ? object.json().path("none") : object.json().at(pointer);
            String kind = object.kind().substring(0, 1).toLowerCase(Locale.ROOT)
                    + object.kind().substring(1);
            for (int index = 0; index < endpoints.size(); index++) {
                pools.add(kind + "/" + object.namespace() + "/" + object.name() + "/" + index);
            }
        }
        return pools;
    }

    private Map<String, Object> result(Journal journal, List<String> own, boolean changed) {
        List<String> pools = new ArrayList<>(own);
        spec.pools().stream().filter(pool -> !pools.contains(pool)).forEach(pools::add);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(POOLS, pools);
        result.put(STARTED, journal.get(STARTED).orElseThrow());
        result.put("changed", changed);
        return result;
    }

    /** When the step began, by what the phase gave. */
    static String started(Map<String, Object> result) {
        return String.valueOf(result.get(STARTED));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        return Operation.left(ManifestApply.leave(client, journal, how == OnAbort.DELETE));
    }
}
