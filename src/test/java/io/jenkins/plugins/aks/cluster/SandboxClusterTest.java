package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of clusters and pools through the real clients against the sandbox. */
class SandboxClusterTest {
    private static final String ANY_CLUSTER = ".*/managedClusters/[^/]+";
    private static final String ANY_POOL = ".*/agentPools/[^/]+";
    private static final String TAINT = "CriticalAddonsOnly=true:NoSchedule";

    private SimulatedCloud cloud;
    private SandboxSession session;

    @BeforeEach
    void aGroup(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        for (String name : List.of("ContainerService", "Compute", "Network")) {
            cloud.post(cloud.subscription() + "/providers/Microsoft." + name + "/register", SimulatedCloud.RESOURCES);
        }
        cloud.pass(java.time.Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    @Test
    void makesTheWorkshopsClusterAndPools() throws Exception {
        Map<String, Object> cluster = session.run(workshop().operation(scope()));
        assertThat(cluster)
                .containsEntry("kubernetesVersion", "1.34.8")
                .containsEntry("vmSize", "Standard_D4s_v6")
                .containsEntry("nodesReady", true)
                .containsEntry("changed", true);

        Map<String, Object> pool = session.run(userPool().operation(scope()));
        assertThat(pool)
                .containsEntry("count", 1)
                .containsEntry("osSku", "AzureLinux")
                .containsEntry("vmSize", "Standard_DS2_v2")
                .containsEntry("nodesReady", true)
                .containsEntry("changed", true);
        assertThat((List<?>) pool.get("nodes")).hasSize(1);

        AksNodePoolStep taint = new AksNodePoolStep("systempool");
        taint.setTaints(List.of(TAINT));
        assertThat(session.run(taint.operation(scope())))
                .containsEntry("taints", List.of(TAINT))
                .containsEntry("changed", true);
        assertThat(writes()).isEqualTo(3);

        assertThat(session.run(workshop().operation(scope()))).containsEntry("changed", false);
        assertThat(session.run(userPool().operation(scope()))).containsEntry("changed", false);
        assertThat(session.run(taint.operation(scope()))).containsEntry("changed", false);
        assertThat(writes()).isEqualTo(3);

        AksNodePoolStep gone = new AksNodePoolStep("userpool");
        gone.setState("absent");
        assertThat(session.run(gone.operation(scope()))).containsEntry("changed", true);
        assertThat(session.run(gone.operation(scope()))).containsEntry("changed", false);
    }

    @Test
    void makesAClusterFromANameAloneAndChangesIt() throws Exception {
        Map<String, Object> bare = session.run(new AksCreateStep("myAKSCluster-2").operation(scope()));
        assertThat(bare).containsEntry("changed", true).containsEntry("kubernetesVersion", stable());

        AksCreateStep change = new AksCreateStep("myAKSCluster-2");
        change.setTier("standard");
        change.setMinCount(2);
        change.setMaxCount(4);
        change.setTags(Map.of("team", "web"));
        assertThat(session.run(change.operation(scope()))).containsEntry("changed", true);
        assertThat(session.run(change.operation(scope()))).containsEntry("changed", false);
        assertThat(writes()).isEqualTo(2);
    }

    @Test
    void makesOneClusterThoughTheConnectionBreaks() throws Exception {
        cloud.sandbox.faults().add(FaultRule.on("PUT", ANY_CLUSTER).cutting(Cut.AFTER_EFFECT));
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", ".*")
                        .cutting(Cut.BEFORE_EFFECT)
                        .from(12)
                        .times(2));
        assertThat(session.run(new AksCreateStep("demo").operation(scope()))).containsEntry("changed", true);
        assertThat(cloud.sandbox.requests().matching("PUT", ANY_CLUSTER)).hasSize(1);
    }

    @Test
    void waitsWhenTheServiceIsBusyOrThrottles() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ANY_CLUSTER)
                        .refusing(409, "OperationNotAllowed", "Another operation (Updating) is in progress"));
        cloud.sandbox.faults().add(FaultRule.on("GET", ANY_CLUSTER).throttling(5));
        assertThat(session.run(new AksCreateStep("demo").operation(scope()))).containsEntry("changed", true);
    }

    @Test
    void failsWithTheServicesOwnCode() {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ANY_CLUSTER).crashing("ZonalAllocationFailed", "zone 2 is full"));
        assertThatThrownBy(() -> session.run(new AksCreateStep("demo").operation(scope())))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("ZonalAllocationFailed"))
                .hasMessageContaining("zone 2 is full");
    }

    @Test
    void removingASizeChangesWhatIsChosen() throws Exception {
        removeSizes("Standard_D4s_v6");
        assertThat(session.run(new AksCreateStep("demo").operation(scope())))
                .containsEntry("vmSize", "Standard_D4ds_v5");
    }

    @Test
    void removingASizeRefusesIt() {
        removeSizes("Standard_DS2_v2");
        AksCreateStep step = new AksCreateStep("demo");
        step.setVmSize("Standard_DS2_v2");
        refused(step, InvalidParameterException.class, "vmSize: 'Standard_DS2_v2' was given");
    }

    @Test
    void aUsedUpQuotaIsRefused() {
        ObjectNode quotas = (ObjectNode) cloud.sandbox.data().get("quotas");
        quotas.withObject("/default").put("standardDSv2Family", 4);
        cloud.sandbox.data().set("quotas", quotas);
        AksCreateStep step = new AksCreateStep("demo");
        step.setVmSize("Standard_DS2_v2");
        refused(step, OperationException.class, "3 × Standard_DS2_v2 need 6 vCPUs");
    }

    @Test
    void wrongWishesAreRefused() {
        AksCreateStep version = new AksCreateStep("demo");
        version.setKubernetesVersion("1.29");
        refused(version, InvalidParameterException.class, "kubernetesVersion: '1.29' was given");

        AksCreateStep zones = new AksCreateStep("demo");
        zones.setVmSize("Standard_L8s_v3");
        zones.setZones(List.of("1", "3"));
        refused(zones, InvalidParameterException.class, "zones: '[1, 3]' was given; allowed: zones out of [1, 2]");

        AksCreateStep location = new AksCreateStep("demo");
        location.setLocation("mars");
        refused(location, InvalidParameterException.class, "location: 'mars' was given");
    }

    private void refused(AksCreateStep step, Class<? extends Throwable> type, String message) {
        assertThatThrownBy(() -> session.run(step.operation(scope())))
                .isInstanceOf(type)
                .hasMessageContaining(message);
        assertThat(session.gate.writes()).isEmpty();
    }

    private void removeSizes(String name) {
        ArrayNode sizes = (ArrayNode) cloud.sandbox.data().get("skus");
        for (int i = sizes.size() - 1; i >= 0; i--) {
            if (sizes.get(i).path("name").asText().equals(name)) {
                sizes.remove(i);
            }
        }
        cloud.sandbox.data().set("skus", sizes);
    }

    private String stable() {
        for (var version : cloud.sandbox.data().get("kubernetesVersions")) {
            if (version.path("default").asBoolean()) {
                return version.path("patches")
                        .get(version.path("patches").size() - 1)
                        .asText();
            }
        }
        throw new AssertionError("the sandbox has no default version");
    }

    private long writes() {
        return cloud.sandbox.requests().matching("PUT", ANY_CLUSTER).size()
                + cloud.sandbox.requests().matching("PUT", ANY_POOL).size();
    }

    private static AksCreateStep workshop() {
        AksCreateStep step = new AksCreateStep("demo");
        step.setTier("standard");
        step.setKubernetesVersion("1.34");
        step.setOsSku("AzureLinux");
        step.setNodePoolName("systempool");
        step.setNodeCount(3);
        step.setZones(List.of("1", "2", "3"));
        step.setLoadBalancerSku("standard");
        step.setNetworkPlugin("azure");
        step.setNetworkPluginMode("overlay");
        step.setNetworkDataplane("cilium");
        step.setNetworkPolicy("cilium");
        step.setSshAccess("disabled");
        step.setAcns(true);
        return step;
    }

    private static AksNodePoolStep userPool() {
        AksNodePoolStep step = new AksNodePoolStep("userpool");
        step.setMode("User");
        step.setCount(1);
        step.setVmSize("Standard_DS2_v2");
        step.setZones(List.of("1", "2", "3"));
        return step;
    }

    private AksScope scope() {
        String subscription = session.subscription();
        return new AksScope() {
            @Override
            public String subscription() {
                return subscription;
            }

            @Override
            public String resourceGroup() {
                return "demo";
            }

            @Override
            public String cluster() {
                return "demo";
            }

            @Override
            public Optional<String> location() {
                return Optional.empty();
            }

            @Override
            public String key() {
                return "key";
            }
        };
    }
}
