package io.jenkins.plugins.aks.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code enableCostAnalysis} (W146); the lab's cluster is in the tier Free. */
class EnableCostAnalysisTest extends ObservabilityLab {

    private static EnableCostAnalysisStep step(String state, String tier) {
        EnableCostAnalysisStep step = new EnableCostAnalysisStep();
        step.setState(state);
        step.setRaiseTier(tier);
        return step;
    }

    @Test
    void aFreeClusterIsRefusedWithTheOfferToRaiseIt() {
        int before = written();

        assertThatThrownBy(() -> run(step("on", null)))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "TierTooLow"))
                .hasMessageContaining("is in the tier Free, and cost analysis needs Standard or Premium")
                .hasMessageContaining("raiseTier: 'Standard'");
        assertThat(writes(before)).isEmpty();
    }

    @Test
    void theTierIsRaisedByTheSameWriteAndTheAgentWaitedFor() throws Exception {
        int before = written();

        assertThat(run(step("on", "standard"))).isEqualTo(Map.of("enabled", true, "tier", "Standard", "changed", true));

        assertThat(writes(before)).containsExactly("PUT " + clusterId());
        assertThat(session.log).contains("Deployment kube-system/cost-analysis-agent is ready");
        assertThat(run(step("on", null))).containsEntry("changed", false);
        assertThat(writes(before)).hasSize(1);
    }

    @Test
    void offTakesTheAgentAway() throws Exception {
        run(step("on", "Standard"));

        assertThat(run(step("off", null))).containsEntry("enabled", false).containsEntry("changed", true);

        assertThat(cluster(SimulatedCloud.AKS).text("/properties/metricsProfile/costAnalysis/enabled"))
                .isEqualTo("false");
        assertThat(session.log).contains("Deployment kube-system/cost-analysis-agent is gone");
        assertThat(run(step("off", null))).containsEntry("changed", false);
        assertThatThrownBy(() -> run(step("off", "Standard"))).hasMessageContaining("raiseTier");
    }

    @Test
    void killedAndWithLostAnswersItWritesOnce() throws Exception {
        int before = cloud.sandbox.requests().matching("PUT", CLUSTER).size();
        cloud.sandbox.faults().add(FaultRule.on("PUT", CLUSTER).cutting(Cut.AFTER_EFFECT));

        session.runDying(operation(step("on", "Standard")));

        assertThat(cloud.sandbox.requests().matching("PUT", CLUSTER)).hasSize(before + 1);
    }
}
