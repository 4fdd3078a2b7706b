package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoolRoutesTest extends ClusterTestBase {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(4);

    @BeforeEach
    void createCluster() {
        createAndWait();
        events.clear();
    }

    private void addPool() {
        Answer created = putPool("user1", "{'count':2,'vmSize':'Standard_D4s_v5','nodeLabels':{'a':'b'}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/properties/provisioningState")).isEqualTo("Creating");
        cloud.pass(LONG_ENOUGH);
        assertThat(state(pool("user1"))).isEqualTo("Succeeded");
    }

    @Test
    void isAddedChangedScaledAndDeleted() {
        addPool();
        assertThat(events).containsExactly("c1 sys=3 user1=2");
        assertThat(cloud.get(pool("user1"), AKS).text("/properties/osSKU")).isEqualTo("Ubuntu");
        putPool("user1", "{'nodeTaints':['a=b:NoSchedule'],'nodeLabels':{'x':'y'}}");
        cloud.pass(LONG_ENOUGH);
        Answer pool = cloud.get(pool("user1"), AKS);
        assertThat(pool.text("/properties/nodeTaints/0")).isEqualTo("a=b:NoSchedule");
        assertThat(pool.at("/properties/nodeLabels")).hasSize(1);
        assertThat(pool.text("/properties/count")).isEqualTo("2");
        assertThat(putPool("user1", "{'count':3}").text("/properties/provisioningState"))
                .isEqualTo("Scaling");
        cloud.pass(LONG_ENOUGH);
        assertThat(cloud.get(cluster() + "/agentPools", AKS).at("/value")).hasSize(2);
        Answer accepted = cloud.delete(pool("user1"), AKS);
        assertThat(accepted.status()).isEqualTo(202);
        cloud.pass(LONG_ENOUGH);
        assertThat(cloud.get(pool("user1"), AKS).status()).isEqualTo(404);
        assertThat(cloud.delete(pool("user1"), AKS).status()).isEqualTo(204);
        assertThat(events).endsWith("c1 sys=3 user1=3", "c1 sys=3");
    }

    @Test
    void aFailedChangeLeavesTheNodesAsTheyWere() {
        addPool();
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/user1").crashing("AllocationFailed", "no room"));
        Answer accepted = putPool("user1", "{'count':5}");
        cloud.pass(LONG_ENOUGH);
        assertThat(follow(accepted).text("/error/code")).isEqualTo("AllocationFailed");
        assertThat(state(pool("user1"))).isEqualTo("Failed");
        assertThat(events).endsWith("c1 sys=3 user1=2");
        putPool("user1", "{'count':5}");
        cloud.pass(LONG_ENOUGH);
        assertThat(state(pool("user1"))).isEqualTo("Succeeded");
        assertThat(events).endsWith("c1 sys=3 user1=5");
    }

    @Test
    void abortingAPool() {
        putPool("user1", "{'count':1}");
        assertThat(cloud.post(pool("user1") + "/abort", AKS).status()).isEqualTo(202);
        assertThat(putPool("user1", "{'count':1}").refusal()).isEqualTo("409 OperationNotAllowed");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(state(pool("user1"))).isEqualTo("Canceled");
        assertThat(events).endsWith("c1 sys=3");
        assertThat(cloud.post(pool("user1") + "/abort", AKS).status()).isEqualTo(204);
        assertThat(cloud.post(pool("none") + "/abort", AKS).status()).isEqualTo(404);
    }

    @Test
    void machinesAreListedAndDeletedOneByOne() {
        addPool();
        String first = cloud.get(pool("user1") + "/machines", AKS).text("/value/0/name");
        assertThat(first).matches("aks-user1-\\d{8}-vmss000000");
        assertThat(cloud.get(pool("user1") + "/machines/" + first, AKS).text("/properties/resourceId"))
                .endsWith("/virtualMachineScaleSets/aks-user1-vmss/virtualMachines/0");
        assertThat(cloud.get(pool("user1") + "/machines/none", AKS).refusal()).isEqualTo("404 NotFound");

        assertThat(delete("'none'").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(delete("").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(delete("'" + first + "'").status()).isEqualTo(202);
        assertThat(state(pool("user1"))).isEqualTo("Updating");
        assertThat(events).endsWith("c1 sys=3 user1=1");
        assertThat(putPool("user1", "{'count':2}").refusal()).isEqualTo("409 OperationNotAllowed");
        cloud.pass(LONG_ENOUGH);
        assertThat(cloud.get(pool("user1"), AKS).text("/properties/count")).isEqualTo("1");
        assertThat(cloud.get(pool("user1") + "/machines", AKS).at("/value").findValuesAsText("name"))
                .hasSize(1)
                .doesNotContain(first);

        putPool("user1", "{'count':2}");
        cloud.pass(LONG_ENOUGH);
        assertThat(state(pool("user1"))).isEqualTo("Succeeded");
        assertThat(cloud.get(pool("user1") + "/machines", AKS).at("/value").findValuesAsText("name"))
                .hasSize(2)
                .doesNotContain(first);
    }

    private Answer delete(String names) {
        return cloud.arm("POST", pool("user1") + "/deleteMachines", AKS, "{'machineNames':[" + names + "]}");
    }

    @Test
    void theAutoscalerNeedsItsBounds() {
        addPool();
        assertThat(putPool("user1", "{'enableAutoScaling':true}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'enableAutoScaling':true,'minCount':3,'maxCount':5}")
                        .refusal())
                .isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'minCount':1,'maxCount':5}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'enableAutoScaling':true,'minCount':1,'maxCount':5}")
                        .status())
                .isEqualTo(200);
        cloud.pass(LONG_ENOUGH);
        assertThat(putPool("user1", "{'enableAutoScaling':false}")
                        .at("/properties/minCount")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void refusesWhatTheServiceRefuses() {
        assertThat(putPool("BAD", "{}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("thirteenchars", "{}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'count':1,'colour':'red'}"))
                .satisfies(a -> assertThat(a.refusal()).isEqualTo("400 UnmarshalError"))
                .satisfies(a -> assertThat(a.message()).contains("properties.colour"));
        assertThat(putPool("user1", "{'count':'three'}").refusal()).isEqualTo("400 UnmarshalError");
        assertThat(putPool("user1", "{'mode':'Sometimes'}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'nodeTaints':['a=b']}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'nodeLabels':{'-':'b'}}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'count':-1}").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(putPool("user1", "{'orchestratorVersion':'1.29'}").refusal())
                .isEqualTo("400 AgentPoolK8sVersionNotSupported");
        assertThat(putPool("user1", "{'orchestratorVersion':'1.36'}").refusal())
                .isEqualTo("400 NodePoolMcVersionIncompatible");
        assertThat(putPool("sys", "{'vmSize':'Standard_D4s_v5'}").refusal()).isEqualTo("400 PropertyChangeNotAllowed");
        assertThat(putPool("sys", "{'mode':'User'}").refusal()).isEqualTo("400 MustDefineAtLeastOneSystemPool");
        assertThat(cloud.delete(pool("sys"), AKS).refusal()).isEqualTo("400 MustDefineAtLeastOneSystemPool");
        assertThat(cloud.get(pool("none"), AKS).refusal()).isEqualTo("404 NotFound");
        assertThat(events).isEmpty();
    }

    @Test
    void listsVersionsForPools() {
        Answer versions = cloud.get(cluster() + "/availableAgentPoolVersions", AKS);
        assertThat(versions.body().toString()).contains("1.35.5").doesNotContain("1.36");
        assertThat(cloud.get(pool("sys") + "/upgradeProfiles/default", AKS).at("/properties/upgrades"))
                .isEmpty();
        Answer cluster = cloud.get(cluster() + "/upgradeProfiles/default", AKS);
        assertThat(cluster.at("/properties/controlPlaneProfile/upgrades/0/kubernetesVersion")
                        .asText())
                .isEqualTo("1.36.1");
    }
}
