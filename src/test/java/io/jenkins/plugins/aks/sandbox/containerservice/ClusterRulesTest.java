package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRulesTest extends ClusterTestBase {

    private void refused(ObjectNode body, String expected, String... words) {
        Answer answer = create(body);
        assertThat(cloud.sandbox.problems()).isEmpty();
        assertThat(answer.refusal()).isEqualTo(expected);
        assertThat(answer.message())
                .matches(
                        m -> List.of(words).stream().allMatch(m::contains),
                        List.of(words).toString());
        assertThat(cloud.get(cluster(), AKS).status()).isEqualTo(404);
    }

    private static ObjectNode network(String json) {
        return with(p -> p.set("networkProfile", io.jenkins.plugins.aks.sandbox.Json.parse(json.replace('\'', '"'))));
    }

    @Test
    void names() {
        String bad = cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/-c";
        assertThat(cloud.put(bad, AKS, body().toString()).refusal()).isEqualTo("400 InvalidParameter");
        refused(with(p -> p.put("dnsPrefix", "a_b")), "400 InvalidParameter", "dnsPrefix", "54");
        refused(with(p -> p.put("colour", "red")), "400 UnmarshalError", "properties.colour");
        refused(with(p -> p.put("enableRBAC", "yes")), "400 UnmarshalError", "bool");
    }

    @Test
    void placesAndGroups() {
        ObjectNode elsewhere = body().put("location", "mars");
        refused(elsewhere, "400 LocationNotAvailableForResourceType", "westeurope");
        ObjectNode nowhere = body();
        nowhere.remove("location");
        refused(nowhere, "400 LocationRequired");
        String noGroup = cloud.group("none") + "/providers/Microsoft.ContainerService/managedClusters/c1";
        assertThat(cloud.put(noGroup, AKS, body().toString()).refusal()).isEqualTo("404 ResourceGroupNotFound");
        createAndWait();
        assertThat(create(body().put("location", "eastus")).refusal()).isEqualTo("409 InvalidResourceLocation");
        assertThat(create(with(p -> p.put("dnsPrefix", "other"))).refusal()).isEqualTo("400 PropertyChangeNotAllowed");
    }

    @Test
    void identityTierAndEntra() {
        ObjectNode nobody = body();
        nobody.remove("identity");
        refused(nobody, "400 InvalidParameter", "identity");
        refused(with(p -> p.put("disableLocalAccounts", true)), "400 BadRequest", "aadProfile");
        refused(with(p -> p.putObject("aadProfile").put("managed", false)), "400 InvalidParameter", "managed");
        ObjectNode premium = body();
        premium.putObject("sku").put("name", "Base").put("tier", "Premium");
        refused(premium, "400 BadRequest", "AKSLongTermSupport");
        refused(
                with(p -> p.putObject("apiServerAccessProfile").put("privateDNSZone", "system")),
                "400 InvalidParameter",
                "not private");
    }

    @Test
    void versions() {
        refused(with(p -> p.put("kubernetesVersion", "1.29")), "400 K8sVersionNotSupported", "1.29");
        refused(with(p -> p.put("kubernetesVersion", "1.33")), "400 K8sVersionNotSupported", "LTS");
        assertThat(create(with(p -> p.put("kubernetesVersion", "1.34.6"))).status())
                .isEqualTo(201);
        cloud.pass(Duration.ofMinutes(6));
        assertThat(create(with(p -> p.put("kubernetesVersion", "1.36"))).refusal())
                .isEqualTo("400 OperationNotAllowed");
        assertThat(create(with(p -> p.put("kubernetesVersion", "1.34"))).status())
                .isEqualTo(200);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(cloud.get(cluster(), AKS).text("/properties/currentKubernetesVersion"))
                .isEqualTo("1.34.6");
        assertThat(create(with(p -> p.put("kubernetesVersion", "1.35"))).text("/properties/provisioningState"))
                .isEqualTo("Upgrading");
        cloud.pass(Duration.ofMinutes(9));
        Answer upgraded = cloud.get(cluster(), AKS);
        assertThat(upgraded.text("/properties/currentKubernetesVersion")).isEqualTo("1.35.5");
        assertThat(upgraded.text("/properties/agentPoolProfiles/0/currentOrchestratorVersion"))
                .isEqualTo("1.34.6");
    }

    @Test
    void networks() {
        refused(network("{'networkDataplane':'cilium','networkPlugin':'kubenet'}"), "400 InvalidParameter", "overlay");
        refused(network("{'networkPolicy':'cilium'}"), "400 InvalidParameter", "networkDataplane");
        refused(
                network("{'networkPlugin':'kubenet','networkPluginMode':'overlay'}"),
                "400 InvalidParameter",
                "networkPluginMode");
        refused(network("{'networkDataplane':'cilium','networkPolicy':'calico'}"), "400 InvalidParameter", "'calico'");
        refused(
                network("{'advancedNetworking':{'enabled':true,'security':{'enabled':true}}}"),
                "400 InvalidParameter",
                "cilium");
        refused(
                network("{'serviceCidr':'10.1.0.0/16','dnsServiceIP':'10.0.0.10'}"),
                "400 InvalidParameter",
                "dnsServiceIP");
        Answer cilium = create(network("{'networkPlugin':'azure','networkPluginMode':'overlay',"
                + "'networkDataplane':'cilium','networkPolicy':'cilium','advancedNetworking':{'enabled':true}}"));
        assertThat(cilium.status()).isEqualTo(201);
        assertThat(cilium.text("/properties/networkProfile/advancedNetworking/security/advancedNetworkPolicies"))
                .isEqualTo("FQDN");
    }

    @Test
    void pools() {
        refused(with(p -> p.remove("agentPoolProfiles")), "400 MustDefineAtLeastOneSystemPool");
        refused(withPool(p -> p.put("mode", "User")), "400 MustDefineAtLeastOneSystemPool");
        refused(withPool(p -> p.put("name", "Sys")), "400 InvalidParameter", "lower-case");
        refused(withPool(p -> p.put("count", 0)), "400 InvalidParameter", "count");
        refused(withPool(p -> p.put("vmSize", "Standard_B1s")), "400 SystemPoolSkuTooLow");
        refused(
                with(p -> ((ArrayNode) p.get("agentPoolProfiles"))
                        .add(p.at("/agentPoolProfiles/0").deepCopy())),
                "400 InvalidParameter",
                "more than once");
    }

    @Test
    void sizesAndZonesComeFromTheData() {
        refused(withPool(p -> p.put("vmSize", "Standard_Huge")), "400 SkuNotAvailable", "Standard_D2s_v5");
        refused(withPool(p -> p.put("vmSize", "Standard_NC6s_v3")), "400 SkuNotAvailable");
        ObjectNode zones = withPool(p -> p.put("vmSize", "Standard_E4s_v5")
                .putArray("availabilityZones")
                .add("1")
                .add("3"));
        refused(zones, "400 AvailabilityZoneNotSupported", "'3'", "'1,2'");
        assertThat(cloud.sandbox.data().get("skus").at("/0/name").asText()).isEqualTo("Standard_D2s_v5");
        ArrayNode skus = (ArrayNode) cloud.sandbox.data().get("skus");
        skus.remove(0);
        cloud.sandbox.data().set("skus", skus);
        refused(body(), "400 SkuNotAvailable");
    }

    @Test
    void quotaCountsWhatExists() {
        refused(withPool(p -> p.put("count", 33)), "400 ErrCode_InsufficientVCPUQuota", "66", "64");
        createAndWait();
        assertThat(putPool("user1", "{'count':30,'vmSize':'Standard_D2s_v5'}").message())
                .contains("requested 60, remaining 58");
        ObjectNode quotas = (ObjectNode) cloud.sandbox.data().get("quotas");
        quotas.withObjectProperty("default").put("standardDSv5Family", 6);
        cloud.sandbox.data().set("quotas", quotas);
        assertThat(putPool("user1", "{'count':1,'vmSize':'Standard_D2s_v5'}").refusal())
                .isEqualTo("400 ErrCode_InsufficientVCPUQuota");
        assertThat(putPool("sys", "{'count':2}").status()).isEqualTo(200);
    }

    @Test
    void theVersionsOnOfferComeFromTheData(@TempDir Path other) {
        String path =
                cloud.subscription() + "/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions";
        Answer versions = cloud.get(path, AKS);
        assertThat(versions.at("/values")).hasSize(5);
        assertThat(versions.text("/values/2/isDefault")).isEqualTo("true");
        assertThat(versions.text("/values/4/isPreview")).isEqualTo("true");
        assertThat(versions.at("/values/0/capabilities/supportPlan")).hasSize(1);
        assertThat(versions.at("/values/1/patchVersions/1.34.6/upgrades").toString())
                .isEqualTo("[\"1.34.8\",\"1.35.4\",\"1.35.5\"]");
        try (SimulatedCloud empty = SimulatedCloud.with(SandboxSettings.in(other))) {
            ArrayNode few = (ArrayNode) empty.sandbox.data().get("kubernetesVersions");
            few.remove(4);
            empty.sandbox.data().set("kubernetesVersions", few);
            assertThat(empty.get(path, AKS).at("/values")).hasSize(4);
        }
    }
}
