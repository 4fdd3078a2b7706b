package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong whatever the service offers is refused before it is asked. */
class StepRulesTest {

    @Test
    void theWorkshopsParametersMakeTheWorkshopsCluster() throws Exception {
        AksCreateStep step = new AksCreateStep("myAKSCluster");
        step.setLocation("West Europe");
        step.setTier("standard");
        step.setKubernetesVersion("1.34");
        step.setOsSku("azurelinux");
        step.setNodePoolName("systempool");
        step.setNodeCount(3);
        step.setZones(List.of("1, 2, 3"));
        step.setLoadBalancerSku("standard");
        step.setNetworkPlugin("azure");
        step.setNetworkPluginMode("overlay");
        step.setNetworkDataplane("cilium");
        step.setNetworkPolicy("cilium");
        step.setAcns(true);
        assertThat(ClusterRules.spec(step, new Scope())).isEqualTo(Specs.workshop());
    }

    @Test
    void nothingButANameIsEnough() throws Exception {
        ClusterSpec spec = ClusterRules.spec(new AksCreateStep("myAKSCluster"), new Scope());
        assertThat(spec).isEqualTo(Specs.bare());
        assertThat(new AksCreateStep("x").operation(new Scope()).writerKey())
                .contains((Catalogue.GROUP + "/providers/microsoft.containerservice/managedclusters/x").toLowerCase());
    }

    static Stream<Arguments> clusters() {
        return Stream.of(
                cluster("tier", s -> s.setTier("gold")),
                cluster("tier", s -> s.setSupportPlan("AKSLongTermSupport")),
                cluster("supportPlan", s -> s.setSupportPlan("best")),
                cluster("kubernetesVersion", s -> s.setKubernetesVersion("newest")),
                cluster("nodePoolName", s -> s.setNodePoolName("System-Pool")),
                cluster("nodePoolName", s -> s.setNodePoolName("averylongpoolname")),
                cluster("nodeCount", s -> s.setNodeCount(0)),
                cluster("zones", s -> s.setZones(List.of("west"))),
                cluster("osSku", s -> s.setOsSku("Windows2022")),
                cluster("sshAccess", s -> s.setSshAccess("open")),
                cluster("minCount", s -> s.setMinCount(2)),
                cluster("minCount", s -> {
                    s.setMinCount(3);
                    s.setMaxCount(2);
                }),
                cluster("maxPods", s -> s.setMaxPods(5)),
                cluster("nodeTaints", s -> s.setNodeTaints(List.of("CriticalAddonsOnly"))),
                cluster("nodeLabels", s -> s.setNodeLabels(Map.of("a b", "c"))),
                cluster("networkPlugin", s -> s.setNetworkPlugin("flannel")),
                cluster("networkPolicy", s -> s.setNetworkPolicy("weave")),
                cluster("loadBalancerSku", s -> s.setLoadBalancerSku("gateway")),
                cluster("podCidr", s -> s.setPodCidr("10.0.0.0")),
                cluster("dnsServiceIp", s -> s.setDnsServiceIp("dns")),
                cluster("dnsPrefix", s -> s.setDnsPrefix("-x")),
                cluster("nodeResourceGroup", s -> s.setNodeResourceGroup("x/y")),
                cluster("managedIdentity", s -> s.setManagedIdentity("mine")),
                cluster("entra", s -> s.setAzureRbac(true)),
                cluster("entra", s -> s.setAdminGroupObjectIds(List.of("g"))),
                cluster("localAccounts", s -> s.setLocalAccounts(false)),
                cluster("sshPublicKey", s -> s.setSshPublicKey("ssh-rsa AAAA")),
                cluster("authorizedIpRanges", s -> {
                    s.setPrivateCluster(true);
                    s.setAuthorizedIpRanges(List.of("10.0.0.0/8"));
                }),
                cluster("authorizedIpRanges", s -> s.setAuthorizedIpRanges(List.of("203.0.113.0/24", "office"))),
                cluster("adminGroupObjectIds", s -> {
                    s.setEntra(true);
                    s.setAdminGroupObjectIds(List.of("admins"));
                }),
                cluster("vnetSubnetId", s -> s.setVnetSubnetId("my-subnet")),
                cluster("cluster", s -> s.setCluster("another")),
                cluster("tags", s -> s.setTags(Map.of("a<b", "c"))),
                cluster("nodeTimeLimit", s -> s.setNodeTimeLimit("soon")));
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void refusesAWrongCluster(String parameter, Consumer<AksCreateStep> mistake) {
        AksCreateStep step = new AksCreateStep("myAKSCluster");
        mistake.accept(step);
        assertThatThrownBy(() -> step.operation(new Scope()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(parameter + ":");
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesAWrongName(String name) {
        assertThatThrownBy(() -> new AksCreateStep(name).operation(new Scope()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("name:");
    }

    static Stream<String> names() {
        return Stream.of(null, " ", "-a", "a-", "a b", "x".repeat(64));
    }

    static Stream<Arguments> pools() {
        return Stream.of(
                pool("state", s -> s.setState("gone")),
                pool("count", s -> s.setCount(-1)),
                pool("mode", s -> s.setMode("Master")),
                pool("autoscaler", s -> s.setAutoscaler("on")),
                pool("autoscaler", s -> {
                    s.setAutoscaler("off");
                    s.setMinCount(1);
                    s.setMaxCount(2);
                }),
                pool("taints", s -> s.setTaints(List.of("a=b:Sometimes"))),
                pool("labels", s -> s.setLabels(Map.of("team", "a/b"))),
                pool("orchestratorVersion", s -> s.setOrchestratorVersion("latest")),
                pool("minCount", s -> {
                    s.setMode("System");
                    s.setMinCount(0);
                    s.setMaxCount(1);
                }),
                pool("spot", s -> {
                    s.setMode("System");
                    s.setSpot(true);
                }),
                pool("vnetSubnetId", s -> s.setVnetSubnetId("/subscriptions/s/resourceGroups/g")),
                pool("tags", s -> s.setTags(Map.of("azure-x", "y"))));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void refusesAWrongPool(String parameter, Consumer<AksNodePoolStep> mistake) {
        AksNodePoolStep step = new AksNodePoolStep("userpool");
        mistake.accept(step);
        assertThatThrownBy(() -> step.operation(new Scope()))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(parameter + ":");
    }

    @Test
    void takesTheWorkshopsPools() throws Exception {
        AksNodePoolStep add = new AksNodePoolStep("userpool");
        add.setMode("user");
        add.setCount(1);
        add.setVmSize("Standard_DS2_v2");
        add.setZones(List.of("1", "2", "3"));
        assertThat(PoolRules.spec(add))
                .isEqualTo(Specs.pool("userpool")
                        .mode("User")
                        .count(1)
                        .vmSize("Standard_DS2_v2")
                        .zones("1", "2", "3")
                        .build());
        AksNodePoolStep taint = new AksNodePoolStep("systempool");
        taint.setTaints(List.of("CriticalAddonsOnly=true:NoSchedule"));
        assertThat(taint.operation(new Scope()).writerKey()).contains(Catalogue.CLUSTER.toLowerCase());
    }

    @Test
    void formsAndScriptsGiveTheSameLists() {
        assertThat(Given.list(null)).isNull();
        assertThat(Given.list(List.of(""))).isNull();
        assertThat(Given.list(List.of())).isEmpty();
        assertThat(Given.list(List.of("1, 2 3"))).containsExactly("1", "2", "3");
        assertThat(Given.list(List.of(1, 2))).containsExactly("1", "2");
        assertThat(Given.map(Map.of("a", 1))).containsEntry("a", "1");
    }

    private static Arguments cluster(String parameter, Consumer<AksCreateStep> mistake) {
        return Arguments.of(parameter, mistake);
    }

    private static Arguments pool(String parameter, Consumer<AksNodePoolStep> mistake) {
        return Arguments.of(parameter, mistake);
    }

    private static final class Scope implements AksScope {
        @Override
        public String subscription() {
            return Catalogue.SUBSCRIPTION;
        }

        @Override
        public String resourceGroup() {
            return "myResourceGroup";
        }

        @Override
        public String cluster() {
            return "myAKSCluster";
        }

        @Override
        public Optional<String> location() {
            return Optional.empty();
        }

        @Override
        public String key() {
            return "key";
        }
    }
}
