package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import org.junit.jupiter.api.Test;

/** What a step works on where blocks around it name a cluster and a fleet. */
class StepScopeTest {
    private static final AksContext GROUP =
            AksContext.empty().withSubscription("s").withResourceGroup("rg");

    private static StepScope scope(AksContext context) {
        return new StepScope(context, "demo#7", "12");
    }

    @Test
    void aFleetInsideOfAClusterIsNoClusterToChange() throws Exception {
        StepScope scope = scope(GROUP.withCluster("outer").withFleet("all"));

        assertThat(scope.kubernetesId()).endsWith("/fleets/all");
        assertThatThrownBy(scope::clusterId)
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("cluster")
                .hasMessageContaining("the withAks { } around it names the fleet all")
                .hasMessageContaining("Give cluster to the step");
    }

    @Test
    void aClusterInsideOfAFleetIsMeant() throws Exception {
        StepScope scope = scope(GROUP.withFleet("all").withCluster("inner"));

        assertThat(scope.clusterId()).endsWith("/managedClusters/inner").isEqualTo(scope.kubernetesId());
    }
}
