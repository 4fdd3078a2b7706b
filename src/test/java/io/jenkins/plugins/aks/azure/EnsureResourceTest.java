package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.HOST;
import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnsureResourceTest {
    private static final String OPERATION = HOST + "/operations/op1";
    private static final String ABSENT = "{'error':{'code':'ResourceNotFound','message':'no'}}";
    private static final ResourceTarget TARGET = ResourceTarget.cluster(CLUSTER);

    private final ArmKit kit = new ArmKit();
    private final EnsureResource<ArmKit> wantsTier = new EnsureResource<>(
            TARGET,
            ArmKit.access(),
            EnsureResourceTest::tierStandard,
            (session, current, changed) -> Map.of("name", current.path("name").asText(), "changed", changed));

    private static Optional<ObjectNode> tierStandard(ArmKit session, Optional<ObjectNode> current) {
        ObjectNode body = current.map(ResourceUpdate::editable).orElseGet(() -> json("{'location':'westeurope'}"));
        boolean changes =
                ResourceUpdate.set(body, "/sku/tier", json("{'t':'Standard'}").get("t"));
        return changes ? Optional.of(body) : Optional.empty();
    }

    private static String cluster(String state, String tier, String poolState) {
        return "{'id':'" + CLUSTER + "','name':'demo','type':'Microsoft.ContainerService/ManagedClusters','eTag':'e7',"
                + "'future':{'kept':1},'sku':{'tier':'" + tier + "'},'properties':{'provisioningState':'" + state
                + "','fqdn':'x','agentPoolProfiles':[{'name':'system','provisioningState':'" + poolState
                + "','nodeImageVersion':'n1'}]}}";
    }

    @Test
    void createsFollowsAndReportsAChange() throws Exception {
        kit.answer(404, ABSENT)
                .answer(201, "{'properties':{'provisioningState':'Creating'}}", "Azure-AsyncOperation", OPERATION);
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(30), "cluster demo: creating"));
        kit.restart();
        kit.answer(200, "{'status':'InProgress'}", "Retry-After", "4");
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(4), "cluster demo: InProgress"));
        kit.answer(200, "{'status':'Succeeded'}").answer(200, cluster("Succeeded", "Standard", "Succeeded"));
        assertThat(turn()).isEqualTo(Turn.done(Map.of("name", "demo", "changed", true)));
        assertThat(kit.gate.writes()).hasSize(1);
    }

    @Test
    void changesNothingWhereNothingDiffers() throws Exception {
        kit.answer(200, cluster("Succeeded", "Standard", "Succeeded"));
        assertThat(turn()).isEqualTo(Turn.done(Map.of("name", "demo", "changed", false)));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void sendsBackWhatItDoesNotKnowWithTheEtagAndWithoutReadOnlyLeaves() throws Exception {
        kit.answer(200, cluster("Succeeded", "Free", "Succeeded"))
                .answer(200, cluster("Updating", "Free", "Succeeded"));
        turn();
        assertThat(kit.http.last().headers()).containsEntry("if-match", "e7");
        assertThat(json(kit.http.last().body()))
                .isEqualTo(json("{'future':{'kept':1},'sku':{'tier':'Standard'},"
                        + "'properties':{'agentPoolProfiles':[{'name':'system'}]}}"));
    }

    @Test
    void waitsForTheClusterAndForItsPools() throws Exception {
        kit.answer(200, cluster("Updating", "Free", "Succeeded"), "Retry-After", "9")
                .answer(200, cluster("Succeeded", "Free", "Scaling"));
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(9), "cluster demo: Updating"));
        assertThat(turn()).isEqualTo(Turn.again(Duration.ofSeconds(30), "node pool system: Scaling"));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @Test
    void aPoolWaitsForItsCluster() throws Exception {
        EnsureResource<ArmKit> pool = new EnsureResource<>(
                ResourceTarget.pool(CLUSTER, "user"),
                ArmKit.access(),
                (session, current) -> Optional.of(json("{}")),
                (session, current, changed) -> Map.of());
        kit.answer(404, ABSENT).answer(200, cluster("Upgrading", "Free", "Succeeded"));
        assertThat(pool.advance(kit, kit.journal))
                .isEqualTo(Turn.again(Duration.ofSeconds(30), "cluster demo: Upgrading"));
        assertThat(pool.writerKey()).contains(CLUSTER);
        assertThat(kit.http.lines())
                .containsExactly(
                        "GET " + CLUSTER + "/agentPools/user?api-version=2025-09-01",
                        "GET " + CLUSTER + "?api-version=2025-09-01");
    }

    @Test
    void readsAgainWhereSomebodyChangedTheResourceMeanwhile() throws Exception {
        kit.answer(200, cluster("Succeeded", "Free", "Succeeded"))
                .answer(412, "{'error':{'code':'PreconditionFailed','message':'m'}}")
                .answer(200, cluster("Succeeded", "Standard", "Succeeded"));
        assertThat(turn()).isInstanceOf(Turn.Again.class);
        assertThat(turn()).isEqualTo(Turn.done(Map.of("name", "demo", "changed", false)));
    }

    @Test
    void aRefusedWriteIsNoChange() throws Exception {
        kit.answer(200, cluster("Succeeded", "Free", "Succeeded"))
                .answer(409, "{'error':{'code':'Conflict','message':'m'}}")
                .answer(200, cluster("Succeeded", "Standard", "Succeeded"));
        assertThatThrownBy(this::turn).isInstanceOf(BusyException.class);
        kit.restart();
        assertThat(turn()).isEqualTo(Turn.done(Map.of("name", "demo", "changed", false)));
    }

    @Test
    void remembersAWriteWhoseAnswerWasLost() throws Exception {
        kit.answer(404, ABSENT);
        kit.http.fail(new UncheckedIOException(new java.io.IOException("connection reset")));
        assertThatThrownBy(this::turn).isInstanceOf(TransientException.class);
        kit.restart();
        kit.answer(200, cluster("Creating", "Standard", "Creating"))
                .answer(200, cluster("Succeeded", "Standard", "Succeeded"));
        assertThat(turn()).isInstanceOf(Turn.Again.class);
        assertThat(turn()).isEqualTo(Turn.done(Map.of("name", "demo", "changed", true)));
        assertThat(kit.gate.writes()).hasSize(1);
    }

    @Test
    void aCreationThatFailedWhileNobodyLookedIsReported() throws Exception {
        kit.answer(404, ABSENT);
        kit.http.fail(new UncheckedIOException(new java.io.IOException("connection reset")));
        assertThatThrownBy(this::turn).isInstanceOf(TransientException.class);
        kit.restart();
        kit.answer(
                200,
                "{'properties':{'provisioningState':'Failed','provisioningError':{'code':'SkuNotAvailable','message':'m'}}}");
        assertThatThrownBy(this::turn).isInstanceOf(ArmException.class).hasMessageContaining("SkuNotAvailable");
    }

    @Test
    void writesAgainWhatSomebodyElseLeftFailed() throws Exception {
        kit.answer(200, cluster("Failed", "Standard", "Succeeded"))
                .answer(200, cluster("Updating", "Standard", "Succeeded"));
        turn();
        assertThat(kit.gate.writes()).hasSize(1);
        kit.answer(200, cluster("Succeeded", "Standard", "Succeeded"))
                .answer(200, cluster("Succeeded", "Standard", "Succeeded"));
        assertThat(turn()).isEqualTo(Turn.done(Map.of("name", "demo", "changed", true)));
    }

    @Test
    void givesUpWhereAcceptedWritesDoNotTake() throws Exception {
        for (int i = 0; i < 3; i++) {
            kit.answer(200, cluster("Succeeded", "Free", "Succeeded"))
                    .answer(200, cluster("Succeeded", "Free", "Succeeded"));
            assertThat(turn()).isEqualTo(Turn.again(Duration.ZERO, "cluster demo: updating"));
        }
        kit.answer(200, cluster("Succeeded", "Free", "Succeeded"));
        assertThatThrownBy(this::turn)
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("3 writes were accepted, and it still differs");
    }

    @Test
    void savesBeforeItWritesAndBeforeItPolls() throws Exception {
        List<Boolean> savedAtWrite = new java.util.ArrayList<>();
        Arm planned = new AzureClients(Cloud.PUBLIC, kit.http, ArmKit.token(), kit.clock)
                .arm(write -> savedAtWrite.add(!kit.journal.saved().isEmpty()));
        ArmAccess<ArmKit> access = new ArmAccess<>(session -> planned, session -> session.clock);
        kit.answer(404, ABSENT).answer(201, "{}", "Azure-AsyncOperation", OPERATION);
        new EnsureResource<>(TARGET, access, EnsureResourceTest::tierStandard, (session, current, changed) -> Map.of())
                .advance(kit, kit.journal);
        assertThat(savedAtWrite).containsExactly(true);
        assertThat(LongRunning.isPending(kit.journal.reopen())).isTrue();
    }

    private Turn turn() throws Exception {
        return wantsTier.advance(kit, kit.journal);
    }
}
