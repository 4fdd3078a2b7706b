package io.jenkins.plugins.aks.cluster;

import static io.jenkins.plugins.aks.cluster.Catalogue.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AksNodePoolTest {
    private static final String TAINT = "CriticalAddonsOnly=true:NoSchedule";
    private static final String POOL = CLUSTER + "/agentPools/userpool";
    private static final String SYSTEM = CLUSTER + "/agentPools/systempool";

    private final FakeSession session = new FakeSession();
    private final FakeAks aks = session.aks;

    @BeforeEach
    void aCluster() throws Exception {
        session.nodes("systempool", 3);
        Turns.run(new AksCreate(Specs.workshop(), false, null), session);
        aks.writes.clear();
    }

    @Test
    void addsTheWorkshopsPool() throws Exception {
        session.nodes("userpool", 1);
        Map<String, Object> result = Turns.run(present(workshop()), session);

        JsonNode expected = new ObjectMapper()
                .readTree(
                        """
                {"properties":{"count":1,"vmSize":"Standard_DS2_v2","mode":"User","type":"VirtualMachineScaleSets",
                  "osType":"Linux","osSKU":"AzureLinux","availabilityZones":["1","2","3"],
                  "securityProfile":{"sshAccess":"Disabled"},
                  "tags":{"created-by":"aks-pipeline-steps","build-url":"b/1"}}}""");
        assertThat(aks.writes).hasSize(1);
        assertThat(aks.writes.get(0).body()).isEqualTo(expected);
        assertThat(result)
                .containsEntry("id", POOL)
                .containsEntry("state", "present")
                .containsEntry("count", 1)
                .containsEntry("osSku", "AzureLinux")
                .containsEntry("zones", List.of("1", "2", "3"))
                .containsEntry("nodes", List.of("userpool-0"))
                .containsEntry("nodesReady", true)
                .containsEntry("changed", true);
    }

    @Test
    void changesNothingWhenRunAgain() throws Exception {
        session.nodes("userpool", 1);
        Turns.run(present(workshop()), session);
        aks.writes.clear();
        assertThat(Turns.run(present(workshop()), session)).containsEntry("changed", false);
        assertThat(Turns.run(present(Specs.pool("userpool").build()), session)).containsEntry("changed", false);
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void taintsTheSystemPoolAndKeepsTheRest() throws Exception {
        aks.resource(SYSTEM)
                .withObject("/properties")
                .put("futureField", "kept")
                .put("nodeImageVersion", "x");
        AksNodePool taint = present(Specs.pool("systempool").taints(TAINT).build());
        MemoryJournal journal = new MemoryJournal();
        Turn turn = Turns.turn(taint, session, journal);
        while (turn instanceof Turn.Again again && !again.waitingFor().contains("nodes ready")) {
            turn = Turns.turn(taint, session, journal);
        }
        assertThat(((Turn.Again) turn).waitingFor()).isEqualTo("pool systempool: 0 of 3 nodes ready");
        for (int i = 0; i < 3; i++) {
            session.node("systempool-" + i, "systempool", true, Map.of(), TAINT);
        }
        assertThat(Turns.run(taint, session, journal))
                .containsEntry("changed", true)
                .containsEntry("taints", List.of(TAINT));

        JsonNode sent = aks.writes.get(0).body().path("properties");
        assertThat(sent.path("nodeTaints").get(0).asText()).isEqualTo(TAINT);
        assertThat(sent.path("futureField").asText()).isEqualTo("kept");
        assertThat(sent.path("osSKU").asText()).isEqualTo("AzureLinux");
        assertThat(sent.has("nodeImageVersion")).isFalse();
        assertThat(aks.writes.get(0).headers()).containsKey("If-Match");
    }

    @Test
    void saysWhatEachNodeHasWhenTheTaintDoesNotArrive() {
        session.node("systempool-1", "systempool", true, Map.of(), "other=1:NoExecute");
        AksNodePool taint = present(Specs.pool("systempool").taints(TAINT).build());
        assertThatThrownBy(() -> {
                    MemoryJournal journal = new MemoryJournal();
                    for (int i = 0; i < 500; i++) {
                        Turns.turn(taint, session, journal);
                    }
                })
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("node systempool-0: taints are [], wanted [" + TAINT + "]")
                .hasMessageContaining("node systempool-1: taints are [other=1:NoExecute], wanted [" + TAINT + "]");
    }

    @Test
    void removesTaintsButNotThoseOfTheService() throws Exception {
        String own = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";
        aks.resource(SYSTEM)
                .withObject("/properties")
                .putArray("nodeTaints")
                .add(TAINT)
                .add(own);
        Turns.run(present(Specs.pool("systempool").taints().build()), session);
        assertThat(aks.writes.get(0).body().at("/properties/nodeTaints")).hasSize(1);
        assertThat(aks.writes.get(0).body().at("/properties/nodeTaints/0").asText())
                .isEqualTo(own);
    }

    @Test
    void checksLabelsOnTheNodes() {
        AksNodePool label =
                present(Specs.pool("systempool").labels(Map.of("team", "web")).build());
        assertThatThrownBy(() -> {
                    MemoryJournal journal = new MemoryJournal();
                    for (int i = 0; i < 500; i++) {
                        Turns.turn(label, session, journal);
                    }
                })
                .hasMessageContaining("node systempool-2: label team is missing, wanted 'web'");
    }

    @Test
    void scales() throws Exception {
        session.nodes("systempool", 5);
        assertThat(Turns.run(present(Specs.pool("systempool").count(5).build()), session))
                .containsEntry("count", 5)
                .containsEntry("changed", true);
    }

    @Test
    void doesNotScaleBeyondTheQuota() {
        aks.catalogue.usage("standardDSv5Family", "Standard DSv5 Family vCPUs", 44, 50);
        assertThatThrownBy(() ->
                        Turns.run(present(Specs.pool("systempool").count(5).build()), session))
                .hasMessageContaining("2 × Standard_D4s_v5 need 8 vCPUs")
                .hasMessageContaining("6 free");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void refusesACountWhileTheAutoscalerDecides() throws Exception {
        Turns.run(present(Specs.pool("systempool").between(3, 5).build()), session);
        aks.writes.clear();
        assertThatThrownBy(() ->
                        Turns.run(present(Specs.pool("systempool").count(4).build()), session))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("3 to 5, now 3")
                .hasMessageContaining("autoscaler: 'off'");
        assertThat(aks.writes).isEmpty();

        session.nodes("systempool", 4);
        Turns.run(present(Specs.pool("systempool").count(4).autoscaler(false).build()), session);
        JsonNode sent = aks.writes.get(0).body().path("properties");
        assertThat(sent.path("enableAutoScaling").asBoolean()).isFalse();
        assertThat(sent.has("minCount")).isFalse();
        assertThat(sent.path("count").asInt()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"4, 6, 4", "1, 2, 2", "2, 5, 3"})
    void movesTheCountBetweenTheLimitsBecauseTheServiceRefusesAnother(int min, int max, int count) throws Exception {
        session.nodes("systempool", 3);
        PoolSpec wanted = Specs.pool("systempool").between(min, max).build();
        if (count == 2) {
            session.nodes.remove(2);
        } else {
            session.nodes("systempool", count);
        }
        Turns.run(present(wanted), session);
        assertThat(aks.writes).hasSize(1);
        assertThat(aks.writes.get(0).body().at("/properties/count").asInt()).isEqualTo(count);
        Turns.run(present(wanted), session);
        assertThat(aks.writes).hasSize(1);
    }

    @Test
    void asksForQuotaWhenTheLowerLimitNeedsMoreNodes() {
        aks.catalogue.usage("standardDSv5Family", "Standard DSv5 Family vCPUs", 44, 50);
        assertThatThrownBy(() ->
                        Turns.run(present(Specs.pool("systempool").between(5, 6).build()), session))
                .hasMessageContaining("2 × Standard_D4s_v5 need 8 vCPUs");
        assertThat(aks.writes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DeletionCandidateOfClusterAutoscaler=1:PreferNoSchedule",
                "remediator.kubernetes.azure.com/unschedulable=x:NoSchedule"
            })
    void doesNotMindTaintsThatTheServicePutsOnNodesForAWhile(String taint) throws Exception {
        session.node("systempool-0", "systempool", true, Map.of(), taint);
        assertThat(Turns.run(present(Specs.pool("systempool").build()), session))
                .containsEntry("nodesReady", true);
    }

    @Test
    void namesWhatCannotBeChanged() {
        PoolSpec spec = Specs.pool("systempool")
                .vmSize("Standard_D8s_v5")
                .osSku("Ubuntu")
                .zones("1")
                .spot()
                .build();
        assertThatThrownBy(() -> Turns.run(present(spec), session))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("vmSize: 'Standard_D4s_v5' instead of 'Standard_D8s_v5'")
                .hasMessageContaining("osSku: 'AzureLinux' instead of 'Ubuntu'")
                .hasMessageContaining("zones")
                .hasMessageContaining("spot");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void keepsTheLastSystemPool() {
        assertThatThrownBy(() -> Turns.run(absent("systempool"), session))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("only system pool");
        assertThatThrownBy(() ->
                        Turns.run(present(Specs.pool("systempool").mode("User").build()), session))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("only system pool");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void deletesAPoolOnceAndIsContentWhenThereIsNone() throws Exception {
        session.nodes("userpool", 1);
        Turns.run(present(workshop()), session);
        aks.writes.clear();
        aks.loseNextAnswer();
        assertThat(Turns.runRestarting(absent("userpool"), session))
                .containsEntry("state", "absent")
                .containsEntry("changed", true);
        assertThat(aks.count("DELETE", POOL)).isEqualTo(1);
        assertThat(Turns.run(absent("userpool"), session)).containsEntry("changed", false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void addsOnePoolWhenTheProcessDiesAfterAnyTurn(int turns) throws Exception {
        session.nodes("userpool", 1);
        MemoryJournal journal = new MemoryJournal();
        for (int i = 0; i < turns; i++) {
            Turns.turn(present(workshop()), session, journal);
        }
        assertThat(Turns.run(present(workshop()), session, journal.reopen())).containsEntry("changed", true);
        assertThat(aks.count("PUT", POOL)).isEqualTo(1);
    }

    @Test
    void addsOnePoolWhenTheAnswerIsLost() throws Exception {
        session.nodes("userpool", 1);
        aks.loseNextAnswer();
        assertThat(Turns.runRestarting(present(workshop()), session)).containsEntry("changed", true);
        assertThat(aks.count("PUT", POOL)).isEqualTo(1);
    }

    @Test
    void waitsForAnotherPool() throws Exception {
        aks.start(SYSTEM, "Scaling", "Succeeded");
        Turn turn = Turns.turn(present(workshop()), session, new MemoryJournal());
        assertThat(((Turn.Again) turn).waitingFor()).isEqualTo("pool systempool: Scaling");
        assertThat(aks.writes).isEmpty();
    }

    @Test
    void failsWithTheServicesOwnCode() {
        aks.failWith("SkuNotAvailable", "the size is sold out");
        assertThatThrownBy(() -> Turns.run(present(workshop()), session))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("SkuNotAvailable"))
                .hasMessageContaining("sold out");
    }

    @Test
    void upgradesAPoolUpToTheControlPlane() throws Exception {
        aks.resource(CLUSTER).withObject("/properties").put("currentKubernetesVersion", "1.35.1");
        aks.resource(SYSTEM).withObject("/properties").put("currentOrchestratorVersion", "1.34.4");
        assertThatThrownBy(() -> Turns.run(
                        present(Specs.pool("systempool").version("1.36").build()), session))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("from 1.34.4, which the pool has, to 1.35.1");
        assertThatThrownBy(() -> Turns.run(
                        present(Specs.pool("systempool").version("1.33").build()), session))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(Turns.run(present(Specs.pool("systempool").version("1.34").build()), session))
                .containsEntry("changed", false);
        assertThat(aks.writes).isEmpty();

        Turns.turn(present(Specs.pool("systempool").version("1.35").build()), session, new MemoryJournal());
        assertThat(aks.writes
                        .get(0)
                        .body()
                        .at("/properties/orchestratorVersion")
                        .asText())
                .isEqualTo("1.35");
    }

    private static PoolSpec workshop() {
        return Specs.pool("userpool")
                .mode("User")
                .count(1)
                .vmSize("Standard_DS2_v2")
                .zones("1", "2", "3")
                .build();
    }

    private static AksNodePool present(PoolSpec spec) {
        return new AksNodePool(Specs.place(), spec, true, Specs.wait10Minutes());
    }

    private static AksNodePool absent(String name) {
        return new AksNodePool(Specs.place(), Specs.pool(name).build(), false, null);
    }
}
