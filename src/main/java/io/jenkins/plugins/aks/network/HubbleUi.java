package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Applies Hubble UI, waits until its pod is ready, and fetches its page where that is asked for (W047-W050). */
final class HubbleUi implements Operation<AksSession> {
    private static final String PORT_FORWARD = "kubectl -n kube-system port-forward svc/hubble-ui 12000:80";
    private static final String URL = "http://localhost:12000/";

    private final String clusterId;
    private final ManifestSource source;
    private final ManifestApply apply;
    private final boolean check;
    private final HubbleUiPage page = new HubbleUiPage();

    HubbleUi(String clusterId, ManifestSource source, boolean force, boolean check) {
        this.clusterId = clusterId;
        this.source = source;
        this.check = check;
        this.apply = new ManifestApply(new ApplyOptions("", force, false, true));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        if (!apply.isPrepared()) {
            new Relay(client).requireForUi();
            apply.prepare(source.load(session), new ApiReader(client));
        }
        Optional<Turn> turn = apply.advance(client, journal, session.log());
        if (turn.isPresent()) {
            return turn.get();
        }
        Map<String, Object> seen = Map.of();
        if (check) {
            Optional<Map<String, Object>> answer = page.look(client, journal, session.clock());
            if (answer.isEmpty()) {
                return page.again();
            }
            seen = answer.get();
            session.log().line("Hubble UI answers through the API server: " + seen.get("title"));
        }
        Map<String, Object> result = new LinkedHashMap<>(apply.result(journal, session.log()));
        session.log().line("Hubble UI: run '" + PORT_FORWARD + "' and open " + URL);
        result.put("portForward", PORT_FORWARD);
        result.put("url", URL);
        result.put("page", seen);
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        page.close();
        KubernetesClient client = session.kubernetes(clusterId);
        return Operation.left(ManifestApply.leave(client, journal, how == OnAbort.DELETE));
    }
}
