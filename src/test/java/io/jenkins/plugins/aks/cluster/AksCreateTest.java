package io.jenkins.plugins.aks.cluster;

import static io.jenkins.plugins.aks.cluster.Catalogue.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AksCreateTest {
    private final FakeSession session = new FakeSession();
    private final FakeAks aks = session.aks;

    @Test
    void makesTheWorkshopsCluster() throws Exception {
        session.nodes("systempool", 3);
        Map<String, Object> result = Turns.run(create(Specs.workshop()), session);

        assertThat(result)
                .containsEntry("id", CLUSTER)
                .containsEntry("name", "myAKSCluster")
                .containsEntry("resourceGroup", "myResourceGroup")
                .containsEntry("location", "westeurope")
                .containsEntry("kubernetesVersion", "1.34.4")
                .containsEntry("fqdn", "my-dns.hcp.westeurope.azmk8s.io")
                .containsEntry("principalId", "principal")
                .containsEntry("kubeletObjectId", "kubelet-object")
                .containsEntry("powerState", "Running")
                .containsEntry("vmSize", "Standard_D4s_v5")
                .containsEntry("nodesReady", true)
                .containsEntry("changed", true);
        assertThat(aks.writes).hasSize(1);
    }

    @Test
    void sendsWhatTheCommandLineSends() throws Exception {
        session.nodes("systempool", 3);
        Turns.run(create(Specs.workshop()), session);

        JsonNode expected = new ObjectMapper()
                .readTree(
                        """
                {"location":"westeurope",
                 "tags":{"created-by":"aks-pipeline-steps","build-url":"b/1"},
                 "sku":{"name":"Base","tier":"Standard"},
                 "identity":{"type":"SystemAssigned"},
                 "properties":{
                   "kubernetesVersion":"1.34","dnsPrefix":"myAKSClust-myResourceGroup-111111","enableRBAC":true,
                   "disableLocalAccounts":false,
                   "networkProfile":{"networkPlugin":"azure","networkPluginMode":"overlay","networkDataplane":"cilium",
                     "networkPolicy":"cilium","loadBalancerSku":"standard","outboundType":"loadBalancer",
                     "advancedNetworking":{"enabled":true}},
                   "agentPoolProfiles":[{"name":"systempool","count":3,"vmSize":"Standard_D4s_v5","mode":"System",
                     "type":"VirtualMachineScaleSets","osType":"Linux","osSKU":"AzureLinux",
                     "orchestratorVersion":"1.34","availabilityZones":["1","2","3"],
                     "securityProfile":{"sshAccess":"Disabled"}}]}}""");
        assertThat(aks.writes.get(0).body()).isEqualTo(expected);
        assertThat(aks.writes.get(0).headers()).containsEntry("If-None-Match", "*");
    }

    @Test
    void makesAClusterFromNothingButAName() throws Exception {
        session.nodes("nodepool1", 3);
        Map<String, Object> result = Turns.run(create(Specs.bare()), session);

        JsonNode body = aks.writes.get(0).body();
        assertThat(body.at("/sku/tier").asText()).isEqualTo("Free");
        assertThat(body.at("/properties/kubernetesVersion").asText()).isEqualTo("1.35");
        assertThat(body.at("/properties/agentPoolProfiles/0/count").asInt()).isEqualTo(3);
        assertThat(body.at("/properties/linuxProfile").isMissingNode()).isTrue();
        assertThat(result).containsEntry("changed", true).containsEntry("location", "westeurope");
    }

    @Test
    void changesNothingWhenRunAgain() throws Exception {
        session.nodes("systempool", 3);
        Map<String, Object> first = Turns.run(create(Specs.workshop()), session);
        session.tags.put("build-url", "b/2");
        Map<String, Object> second = Turns.run(create(Specs.workshop()), session);

        assertThat(second).containsEntry("changed", false);
        assertThat(second).usingRecursiveComparison().ignoringFields("changed").isEqualTo(first);
        assertThat(aks.writes).hasSize(1);
    }

    @Test
    void endsTheSameWhenEveryTurnIsInANewProcess() throws Exception {
        session.nodes("systempool", 3);
        Map<String, Object> result = Turns.runRestarting(create(Specs.workshop()), session);

        assertThat(result).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @Test
    void makesOneClusterWhenTheAnswerIsLost() throws Exception {
        session.nodes("systempool", 3);
        aks.loseNextAnswer();
        Map<String, Object> result = Turns.runRestarting(create(Specs.workshop()), session);

        assertThat(result).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void makesOneClusterWhenTheProcessDiesAfterAnyTurn(int turns) throws Exception {
        session.nodes("systempool", 3);
        MemoryJournal journal = new MemoryJournal();
        for (int i = 0; i < turns; i++) {
            Turns.turn(create(Specs.workshop()), session, journal);
        }
        Map<String, Object> result = Turns.run(create(Specs.workshop()), session, journal.reopen());

        assertThat(result).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @Test
    void triesAgainWhileItsIdentityIsNotKnownEverywhere() throws Exception {
        session.nodes("systempool", 3);
        for (int i = 0; i < 30; i++) {
            aks.refuseNext(
                    FakeAks.refusal(400, "ServicePrincipalNotFound", "x not found in Active Directory tenant y"));
        }
        assertThat(Turns.run(create(Specs.workshop()), session)).containsEntry("changed", true);
    }

    @Test
    void givesUpWhenItsIdentityStaysUnknown() {
        for (int i = 0; i < 31; i++) {
            aks.refuseNext(
                    FakeAks.refusal(400, "ServicePrincipalNotFound", "x not found in Active Directory tenant y"));
        }
        assertThatThrownBy(() -> Turns.run(create(Specs.workshop()), session))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("Active Directory");
    }

    @Test
    void failsWithTheServicesOwnCode() {
        aks.failWith("ZonalAllocationFailed", "no capacity in zone 2");
        assertThatThrownBy(() -> Turns.run(create(Specs.workshop()), session))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("ZonalAllocationFailed"))
                .hasMessageContaining("no capacity in zone 2");
    }

    @Test
    void failsWithTheServicesOwnCodeAlsoWhenTheAnswerWasLost() {
        aks.failWith("ZonalAllocationFailed", "no capacity in zone 2");
        aks.loseNextAnswer();
        assertThatThrownBy(() -> Turns.run(create(Specs.workshop()), session))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("ZonalAllocationFailed"))
                .hasMessageContaining("no capacity in zone 2");
    }

    @Test
    void waitsForWhatOthersDoToTheCluster() throws Exception {
        session.nodes("systempool", 3);
        Turns.run(create(Specs.workshop()), session);
        aks.start(CLUSTER, "Upgrading", "Succeeded");

        Turn turn = Turns.turn(create(Specs.workshop()), session, new MemoryJournal());
        assertThat(turn).isInstanceOfSatisfying(Turn.Again.class, again -> assertThat(again.waitingFor())
                .isEqualTo("cluster myAKSCluster: Upgrading"));
        assertThat(Turns.run(create(Specs.workshop()), session)).containsEntry("changed", false);
    }

    @Test
    void aBusyServiceIsWaitedForAndNotAborted() throws Exception {
        session.nodes("systempool", 3);
        aks.refuseNext(new TransientException("another operation is in progress", null));
        assertThat(Turns.run(create(Specs.workshop()), session)).containsEntry("changed", true);
        assertThat(aks.count("PUT", CLUSTER)).isEqualTo(1);
    }

    @Test
    void registersProvidersFirst() throws Exception {
        session.nodes("systempool", 3);
        aks.catalogue.provider("Microsoft.Compute").put("registrationState", "NotRegistered");
        MemoryJournal journal = new MemoryJournal();
        assertThat(Turns.turn(create(Specs.workshop()), session, journal)).isInstanceOf(Turn.Again.class);
        assertThat(aks.writes).extracting(FakeAks.Request::verb).containsExactly("POST");
        assertThat(Turns.turn(create(Specs.workshop()), session, journal)).isInstanceOf(Turn.Again.class);

        aks.catalogue.provider("Microsoft.Compute").put("registrationState", "Registered");
        Turns.run(create(Specs.workshop()), session, journal);
        assertThat(aks.writes).extracting(FakeAks.Request::verb).containsExactly("POST", "PUT");
    }

    @Test
    void waitsForTheNodes() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        session.nodes("systempool", 2);
        session.node("systempool-2", "systempool", false, Map.of());
        Turn turn = Turns.turn(create(Specs.workshop()), session, journal);
        while (turn instanceof Turn.Again again && !again.waitingFor().contains("nodes ready")) {
            turn = Turns.turn(create(Specs.workshop()), session, journal);
        }
        assertThat(((Turn.Again) turn).waitingFor()).isEqualTo("pool systempool: 2 of 3 nodes ready");

        session.nodes("systempool", 3);
        assertThat(Turns.run(create(Specs.workshop()), session, journal)).containsEntry("nodesReady", true);
    }

    @Test
    void saysWhichNodesAreNotReadyWhenTheTimeIsUp() {
        session.nodes("systempool", 2);
        session.node("systempool-2", "systempool", false, Map.of());
        assertThatThrownBy(() -> {
                    MemoryJournal journal = new MemoryJournal();
                    for (int i = 0; i < 500; i++) {
                        Turns.turn(create(Specs.workshop()), session, journal);
                    }
                })
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("after 10m")
                .hasMessageContaining("node systempool-2: not Ready");
    }

    @Test
    void doesNotLookAtNodesWhenToldNotTo() throws Exception {
        Map<String, Object> result = Turns.run(new AksCreate(Specs.workshop(), false, null), session);
        assertThat(result).containsEntry("nodesReady", false).containsEntry("changed", true);
    }

    @Test
    void acceptsThatAPrivateClusterIsOutOfReach() throws Exception {
        session.unreachable = true;
        AccessSpec isPrivate = new AccessSpec(null, true, null, null, null, null, null, null);
        ClusterSpec spec = Specs.cluster(
                null,
                null,
                null,
                Specs.NO_NETWORK,
                isPrivate,
                Specs.pool("nodepool1").build());
        assertThat(Turns.run(create(spec), session)).containsEntry("nodesReady", false);
        assertThat(session.log).anyMatch(line -> line.contains("were not checked"));
    }

    private static AksCreate create(ClusterSpec spec) {
        return new AksCreate(spec, false, Specs.wait10Minutes());
    }
}
