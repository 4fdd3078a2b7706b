package io.jenkins.plugins.aks.cluster;

import static io.jenkins.plugins.aks.cluster.Catalogue.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code aksCreate} does to a cluster that is there already. */
class AksCreateExistingTest {
    private final FakeSession session = new FakeSession();
    private final FakeAks aks = session.aks;

    @BeforeEach
    void aCluster() throws Exception {
        session.nodes("systempool", 3);
        Turns.run(create(Specs.workshop()), session);
        aks.writes.clear();
        session.tags.put("build-url", "b/2");
    }

    @Test
    void changesNothingWhereNothingIsAsked() throws Exception {
        ClusterSpec spec = Specs.cluster(
                null,
                null,
                null,
                Specs.NO_NETWORK,
                Specs.NO_ACCESS,
                Specs.pool("systempool").build());
        assertThat(Turns.run(create(spec), session)).containsEntry("changed", false);
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void changesWhatCanBeChangedAndKeepsTheRest() throws Exception {
        ClusterSpec spec = Specs.cluster(
                "West Europe",
                "Premium",
                "stable",
                Specs.NO_NETWORK,
                new AccessSpec(null, null, List.of("203.0.113.0/24"), null, null, null, null, null),
                Specs.pool("systempool").between(3, 5).build());
        assertThat(Turns.run(create(spec), session)).containsEntry("changed", true);

        JsonNode body = aks.writes.get(0).body();
        assertThat(aks.writes).hasSize(1);
        assertThat(aks.writes.get(0).headers()).containsKey("If-Match");
        assertThat(body.at("/sku/tier").asText()).isEqualTo("Premium");
        assertThat(body.at("/properties/apiServerAccessProfile/authorizedIPRanges/0")
                        .asText())
                .isEqualTo("203.0.113.0/24");
        assertThat(body.at("/properties/agentPoolProfiles/0/enableAutoScaling").asBoolean())
                .isTrue();
        assertThat(body.at("/properties/agentPoolProfiles/0/maxCount").asInt()).isEqualTo(5);
        assertThat(body.at("/properties/networkProfile/networkPolicy").asText()).isEqualTo("cilium");
        assertThat(body.at("/tags/build-url").asText()).isEqualTo("b/1");
        for (String readOnly : List.of(
                "/id",
                "/eTag",
                "/identity/principalId",
                "/properties/provisioningState",
                "/properties/fqdn",
                "/properties/currentKubernetesVersion",
                "/properties/servicePrincipalProfile")) {
            assertThat(body.at(readOnly).isMissingNode()).as(readOnly).isTrue();
        }
        aks.writes.clear();
        assertThat(Turns.run(create(spec), session)).containsEntry("changed", false);
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void movesTheNodeCountBetweenTheAutoscalersLimits() throws Exception {
        ClusterSpec spec = Specs.cluster(
                null,
                null,
                null,
                Specs.NO_NETWORK,
                Specs.NO_ACCESS,
                Specs.pool("systempool").between(4, 5).build());
        session.nodes("systempool", 4);
        Turns.run(new AksCreate(spec, false, null), session);
        assertThat(aks.writes
                        .get(0)
                        .body()
                        .at("/properties/agentPoolProfiles/0/count")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void namesEverythingThatCannotBeChanged() {
        ClusterSpec spec = Specs.cluster(
                "eastus",
                "Premium",
                "1.35",
                new NetworkSpec(null, "kubenet", null, null, "calico", null, null, null, null),
                Specs.NO_ACCESS,
                Specs.pool("systempool").vmSize("Standard_D8s_v5").zones("1").build());
        assertThatThrownBy(() -> Turns.run(create(spec), session))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("location: 'westeurope' instead of 'eastus'")
                .hasMessageContaining("networkPlugin: 'azure' instead of 'kubenet'")
                .hasMessageContaining("networkPolicy: 'cilium' instead of 'calico'")
                .hasMessageContaining("vmSize: 'Standard_D4s_v5' instead of 'Standard_D8s_v5'")
                .hasMessageContaining("zones: [\"1\",\"2\",\"3\"] instead of [\"1\"]")
                .hasMessageContaining("kubernetesVersion: '1.34.4' instead of '1.35'")
                .hasMessageNotContaining("tier");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void refusesASystemPoolThatIsNotThere() {
        ClusterSpec spec = Specs.bare();
        assertThatThrownBy(() -> Turns.run(create(spec), session))
                .hasMessageContaining("nodePoolName: the cluster has no pool 'nodepool1'");
    }

    @Test
    void acceptsANewerVersionAndOtherNodeCount() throws Exception {
        aks.resource(CLUSTER).withObject("/properties").put("currentKubernetesVersion", "1.36.0");
        ClusterSpec spec = Specs.cluster(
                null,
                null,
                "1.34",
                Specs.NO_NETWORK,
                Specs.NO_ACCESS,
                Specs.pool("systempool").count(5).build());
        assertThat(Turns.run(create(spec), session)).containsEntry("changed", false);
        assertThat(session.log).anyMatch(line -> line.contains("has 3 nodes; nodeCount: 5"));
    }

    @Test
    void readsAgainWhenTheClusterChangedMeanwhile() throws Exception {
        aks.refuseNext(FakeAks.refusal(412, "EtagMismatch", "changed"));
        assertThat(Turns.run(create(premium()), session)).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @Test
    void sendsAChangeOnceWhenTheAnswerIsLost() throws Exception {
        aks.loseNextAnswer();
        assertThat(Turns.runRestarting(create(premium()), session)).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @Test
    void failsWhenTheServiceDoesNotKeepTheChange() {
        assertThatThrownBy(() -> {
                    MemoryJournal journal = new MemoryJournal();
                    for (int i = 0; i < 20; i++) {
                        Turns.turn(create(premium()), session, journal);
                        aks.resource(CLUSTER).withObject("/sku").put("tier", "Standard");
                    }
                })
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("still has tier: 'Standard' instead of 'Premium'");
    }

    @Test
    void refusesAFailedClusterUnlessToldToRepairIt() throws Exception {
        aks.resource(CLUSTER)
                .withObject("/properties")
                .put("provisioningState", "Failed")
                .withObject("/status/provisioningError")
                .put("code", "SubnetFull")
                .put("message", "no address left");
        assertThatThrownBy(() -> Turns.run(create(Specs.workshop()), session))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("SubnetFull"))
                .hasMessageContaining("no address left")
                .hasMessageContaining("repairFailed: true");
        assertThat(aks.writes).isEmpty();

        Map<String, Object> repaired = Turns.run(new AksCreate(Specs.workshop(), true, null), session);
        assertThat(repaired).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @Test
    void refusesAStoppedCluster() {
        aks.resource(CLUSTER).withObject("/properties/powerState").put("code", "Stopped");
        assertThatThrownBy(() -> Turns.run(create(Specs.workshop()), session))
                .hasMessageContaining("expected it running, found it Stopped");
    }

    @Test
    void aClusterOfOthersThatAppearsMeanwhileIsNotOurs() throws Exception {
        FakeSession other = new FakeSession();
        other.nodes("systempool", 3);
        other.aks.refuseNext(FakeAks.refusal(412, "PreconditionFailed", "it exists"));
        MemoryJournal journal = new MemoryJournal();
        Turns.turn(create(Specs.workshop()), other, journal);
        other.aks.given(CLUSTER, aks.resource(CLUSTER).deepCopy());
        String pool = CLUSTER + "/agentPools/systempool";
        other.aks.given(pool, aks.resource(pool).deepCopy());
        other.tags.put("build-url", "b/9");

        assertThat(Turns.run(create(Specs.workshop()), other, journal)).containsEntry("changed", false);
        assertThat(other.aks.writes).isEmpty();
    }

    private static ClusterSpec premium() {
        return Specs.cluster(
                null,
                "Premium",
                null,
                Specs.NO_NETWORK,
                Specs.NO_ACCESS,
                Specs.pool("systempool").build());
    }

    private static AksCreate create(ClusterSpec spec) {
        return new AksCreate(spec, false, Specs.wait10Minutes());
    }
}
