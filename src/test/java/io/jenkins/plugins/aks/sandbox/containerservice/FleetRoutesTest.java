package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.FleetCloud.FLEETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FleetCloud;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fleets, members and the hub's credentials as Azure Resource Manager has them. */
class FleetRoutesTest {
    @TempDir
    Path directory;

    private FleetCloud fleets;
    private SimulatedCloud cloud;

    @BeforeEach
    void start() {
        fleets = new FleetCloud(directory);
        cloud = fleets.cloud;
    }

    @AfterEach
    void stop() {
        fleets.close();
    }

    private String state(String id) {
        return cloud.get(id, FLEETS).text("/properties/provisioningState");
    }

    @Test
    void aHubTakesMinutesAndHasAKubeconfigWithKubelogin() {
        var made = fleets.putFleet("{'hubProfile':{}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Azure-AsyncOperation")).contains("/operations/");
        assertThat(cloud.post(fleets.fleet() + "/listCredentials", FLEETS).refusal())
                .isEqualTo("400 InvalidHubOperation");
        assertThat(fleets.putFleet("{'hubProfile':{}}").status()).isEqualTo(409);
        cloud.pass(Duration.ofMinutes(5));
        assertThat(state(fleets.fleet())).isEqualTo("Creating");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(state(fleets.fleet())).isEqualTo("Succeeded");
        assertThat(cloud.get(fleets.fleet(), FLEETS).text("/properties/hubProfile/kubernetesVersion"))
                .matches("1\\.\\d+\\.\\d+");

        String value = cloud.post(fleets.fleet() + "/listCredentials", FLEETS).text("/kubeconfigs/0/value");
        JsonNode config = FleetCloud.yaml(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
        assertThat(config.path("current-context").asText()).isEqualTo("hub");
        assertThat(config.at("/users/0/user/exec/command").asText()).isEqualTo("kubelogin");
        assertThat(fleets.hub("GET", "/api/v1/namespaces", null).status()).isEqualTo(403);
        fleets.grant();
        assertThat(fleets.hub("GET", "/api/v1/namespaces", null).status()).isEqualTo(200);
    }

    @Test
    void aFleetWithoutHubHasNoApiAndMayGetAHub() {
        fleets.putFleet("{}");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(state(fleets.fleet())).isEqualTo("Succeeded");
        assertThat(cloud.post(fleets.fleet() + "/listCredentials", FLEETS).refusal())
                .isEqualTo("400 InvalidHubOperation");
        assertThat(fleets.putFleet("{'hubProfile':{}}").status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(11));
        assertThat(fleets.putFleet("{}").refusal()).isEqualTo("400 PropertyChangeNotAllowed");
        assertThat(fleets.putFleet("{'hubProfile':{'apiServerAccessProfile':{'enablePrivateCluster':true}}}")
                        .refusal())
                .isEqualTo("400 PropertyChangeNotAllowed");
        assertThat(fleets.putFleet("{'hubProfile':{'unknown':1}}").status()).isEqualTo(400);
    }

    @Test
    void theHubsNodeCountsForTheQuota() {
        var quotas = (com.fasterxml.jackson.databind.node.ObjectNode)
                cloud.sandbox.data().get("quotas");
        quotas.withObject("/default").put("cores", 3);
        cloud.sandbox.data().set("quotas", quotas);

        assertThat(fleets.putFleet("{'hubProfile':{}}").refusal()).isEqualTo("400 ErrCode_InsufficientVCPUQuota");
        assertThat(fleets.putFleet("{}").status()).isEqualTo(201);
    }

    @Test
    void theHubLivesInAGroupOfItsOwnThatGoesWithTheFleet() {
        fleets.hub();
        String group = cloud.group("FL_rg_fleet1_westeurope");
        assertThat(cloud.get(group, SimulatedCloud.RESOURCES).status()).isEqualTo(200);

        assertThat(cloud.delete(fleets.fleet(), FLEETS).status()).isEqualTo(202);
        cloud.pass(Duration.ofMinutes(5));

        assertThat(cloud.get(fleets.fleet(), FLEETS).status()).isEqualTo(404);
        assertThat(cloud.get(group, SimulatedCloud.RESOURCES).status()).isEqualTo(404);
        assertThat(fleets.hub("GET", "/api/v1/namespaces", null).status()).isEqualTo(401);
    }

    @Test
    void aMemberJoinsOnceItsClusterIsDone() {
        fleets.hub();
        fleets.putCluster("a", "{}");
        assertThat(fleets.join("a", "a").refusal()).isEqualTo("400 InvalidClusterState");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(fleets.join("A", "a").refusal()).isEqualTo("400 InvalidParameter");
        assertThat(fleets.join("a", "nowhere").refusal()).isEqualTo("400 ClusterNotFound");
        assertThat(fleets.join("a", "a").status()).isEqualTo(201);
        assertThat(fleets.join("a", "a").status()).isEqualTo(409);
        assertThat(fleets.join("b", "a").refusal()).isEqualTo("400 ClusterAlreadyInFleet");
        assertThat(state(fleets.member("a"))).isEqualTo("Joining");
        cloud.pass(Duration.ofMinutes(2));
        assertThat(state(fleets.member("a"))).isEqualTo("Succeeded");
        assertThat(cloud.put(fleets.member("a"), FLEETS, "{'properties':{}}", "If-None-Match", "*")
                        .status())
                .isEqualTo(412);
        assertThat(cloud.get(fleets.fleet() + "/members", FLEETS).at("/value")).hasSize(1);
        assertThat(cloud.delete(fleets.member("a"), FLEETS).status()).isEqualTo(202);
        assertThat(state(fleets.member("a"))).isEqualTo("Leaving");
        cloud.pass(Duration.ofMinutes(2));
        assertThat(cloud.get(fleets.member("a"), FLEETS).status()).isEqualTo(404);
    }

    @Test
    void anOperationThatFailsSaysWhy() {
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/fleets/fleet1").crashing("HubFailed", "no node came up"));
        fleets.putFleet("{'hubProfile':{}}");
        cloud.pass(Duration.ofMinutes(11));

        assertThat(state(fleets.fleet())).isEqualTo("Failed");
        assertThat(cloud.get(fleets.fleet(), FLEETS).text("/properties/status/lastOperationError/code"))
                .isEqualTo("HubFailed");
    }

    @Test
    void theHubKnowsItsMembersAndWhatBecameOfThem() {
        fleets.clusters("a", "b");
        fleets.hub();
        fleets.agent("b", "unreachable", 0);
        fleets.joined("a", "b");

        var list = fleets.hub("GET", "/apis/cluster.kubernetes-fleet.io/v1beta1/memberclusters", null);
        assertThat(list.at("/items")).hasSize(2);
        assertThat(list.text("/items/0/apiVersion")).isEqualTo("cluster.kubernetes-fleet.io/v1beta1");
        assertThat(FleetCloud.condition(list.at("/items/0/status/conditions"), "Joined"))
                .isEqualTo("True");
        assertThat(FleetCloud.condition(list.at("/items/1/status/conditions"), "Joined"))
                .isEmpty();
        String before = list.text("/items/0/status/agentStatus/0/lastReceivedHeartbeat");
        cloud.pass(Duration.ofMinutes(3));
        var later = fleets.hub("GET", "/apis/cluster.kubernetes-fleet.io/v1/memberclusters/a", null);
        assertThat(later.text("/status/agentStatus/0/lastReceivedHeartbeat")).isGreaterThan(before);
    }
}
