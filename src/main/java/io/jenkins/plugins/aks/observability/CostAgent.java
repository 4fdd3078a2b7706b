package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Map;

/** The agent that measures costs runs in the cluster and is ready, or is gone. */
final class CostAgent implements Operation<AksSession> {
    private static final String NAME = "cost-analysis-agent";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final String clusterId;
    private final boolean on;

    CostAgent(String clusterId, boolean on) {
        this.clusterId = clusterId;
        this.on = on;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ApiReader reader = new ApiReader(session.kubernetes(clusterId));
        ApiResource deployments = new KindCatalog(reader)
                .find("apps/v1", "Deployment")
                .orElseThrow(() -> new OperationException("the cluster serves no Deployments of apps/v1"));
        JsonNode agent = new LiveObjects(reader).one(deployments.path("kube-system", NAME));
        String lacks = on ? lacks(reader, deployments, agent) : agent.isMissingNode() ? "" : "still there";
        if (!lacks.isEmpty()) {
            return Turn.again(LOOK_AGAIN, "Deployment kube-system/" + NAME + ": " + lacks);
        }
        session.log().line("Deployment kube-system/" + NAME + (on ? " is ready" : " is gone"));
        return Turn.done(Map.of("agentChecked", true));
    }

    private static String lacks(ApiReader reader, ApiResource deployments, JsonNode agent) throws Exception {
        return agent.isMissingNode()
                ? "does not exist yet"
                : new ReadinessLook(reader).at(deployments, agent).text();
    }
}
