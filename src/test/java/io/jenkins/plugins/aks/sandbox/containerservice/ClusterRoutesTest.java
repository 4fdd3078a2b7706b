package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRoutesTest extends ClusterTestBase {

    @Test
    void isCreatedInTimeAndFilledWithDefaults() {
        Answer created = create(body());
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/properties/provisioningState")).isEqualTo("Creating");
        assertThat(created.header("Retry-After")).isEqualTo("1");
        assertThat(follow(created).text("/status")).isEqualTo("InProgress");
        assertThat(events).isEmpty();
        cloud.pass(Duration.ofMinutes(6));
        assertThat(follow(created).text("/status")).isEqualTo("Succeeded");
        assertThat(follow(created).text("/endTime")).isNotEmpty();
        Answer cluster = cloud.get(cluster(), AKS);
        assertThat(cluster.text("/id")).contains("/resourcegroups/rg/");
        assertThat(cluster.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(cluster.text("/properties/servicePrincipalProfile/clientId")).isEqualTo("msi");
        assertThat(cluster.text("/properties/nodeResourceGroup")).isEqualTo("MC_rg_c1_westeurope");
        assertThat(cluster.text("/properties/currentKubernetesVersion")).isEqualTo("1.35.5");
        assertThat(cluster.text("/properties/kubernetesVersion")).isEqualTo("1.35");
        assertThat(cluster.text("/properties/networkProfile/networkPluginMode")).isEqualTo("overlay");
        assertThat(cluster.text("/properties/oidcIssuerProfile/enabled")).isEqualTo("true");
        assertThat(cluster.text("/identity/principalId")).hasSize(36);
        assertThat(cluster.text("/properties/identityProfile/kubeletidentity/objectId"))
                .hasSize(36);
        assertThat(cluster.text("/properties/agentPoolProfiles/0/currentOrchestratorVersion"))
                .isEqualTo("1.35.5");
        assertThat(cluster.text("/properties/fqdn")).startsWith("c1-").endsWith(".hcp.westeurope.azmk8s.io");
        assertThat(events).containsExactly("c1 sys=3");
        assertThat(cloud.get(cloud.group("MC_rg_c1_westeurope"), RESOURCES).text("/managedBy"))
                .endsWith("/c1");
    }

    @Test
    void isListedAsAResourceAndAsACluster() {
        createAndWait();
        String filter = "?$filter=resourceType%20eq%20'Microsoft.ContainerService/managedClusters'";
        assertThat(cloud.get(cloud.subscription() + "/resources" + filter, RESOURCES)
                        .at("/value"))
                .hasSize(1);
        assertThat(cloud.get(cloud.group("rg") + "/resources", RESOURCES).text("/value/0/name"))
                .isEqualTo("c1");
        String all = cloud.subscription() + "/providers/Microsoft.ContainerService/managedClusters";
        assertThat(cloud.get(all, AKS).text("/value/0/name")).isEqualTo("c1");
        String none = cloud.group("none") + "/providers/Microsoft.ContainerService/managedClusters";
        assertThat(cloud.get(none, AKS).refusal()).isEqualTo("404 ResourceGroupNotFound");
    }

    @Test
    void aKilledSandboxGoesOnWhereTimeSays(@TempDir Path copy) throws IOException {
        Answer created = create(body());
        for (String file : directory.toFile().list()) {
            Files.copy(directory.resolve(file), copy.resolve(file));
        }
        String operation = created.header("Azure-AsyncOperation");
        var clock = cloud.clock;
        cloud.close();
        clock.advance(Duration.ofSeconds(10));
        use(SimulatedCloud.in(copy, clock));
        assertThat(cloud.arm("GET", operation, "", null).text("/status")).isEqualTo("Succeeded");
        assertThat(state(cluster())).isEqualTo("Succeeded");
        assertThat(events).containsExactly("c1 sys=3");
    }

    @Test
    void oneSeedMakesOneCloud(@TempDir Path other) {
        createAndWait();
        try (SimulatedCloud twin = SimulatedCloud.in(other, cloud.clock)) {
            twin.put(twin.group("rg"), RESOURCES, "{'location':'westeurope'}");
            Answer created = twin.put(cluster(), AKS, body().toString());
            Answer mine = cloud.get(cluster(), AKS);
            for (String pointer :
                    new String[] {"/identity/principalId", "/properties/fqdn", "/properties/resourceUID"}) {
                assertThat(created.text(pointer)).as(pointer).isEqualTo(mine.text(pointer));
            }
        }
    }

    @Test
    void oneWriterAtATime() {
        create(body());
        assertThat(create(body()))
                .satisfies(a -> assertThat(a.refusal()).isEqualTo("409 OperationNotAllowed"))
                .satisfies(a -> assertThat(a.message()).contains("in progress create managed cluster operation"));
        assertThat(putPool("user1", "{'count':1}").refusal()).isEqualTo("409 OperationNotAllowed");
        assertThat(cloud.arm("PATCH", cluster(), AKS, "{'tags':{}}").refusal()).isEqualTo("409 OperationNotAllowed");
        assertThat(cloud.delete(cluster(), AKS).refusal()).isEqualTo("409 OperationNotAllowed");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(putPool("user1", "{'count':1}").status()).isEqualTo(201);
        assertThat(create(body()).message()).contains("in progress create agent pool operation");
    }

    @Test
    void etagsGuardAgainstLostUpdates() {
        createAndWait();
        String etag = cloud.get(cluster(), AKS).text("/eTag");
        assertThat(cloud.put(cluster(), AKS, body().toString(), "If-None-Match", "*")
                        .refusal())
                .isEqualTo("412 EtagMismatch");
        assertThat(cloud.put(cluster(), AKS, body().toString(), "If-Match", "other")
                        .refusal())
                .isEqualTo("412 EtagMismatch");
        assertThat(cloud.put(cluster(), AKS, body().toString(), "If-Match", etag)
                        .status())
                .isEqualTo(200);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(cloud.get(cluster(), AKS).text("/eTag")).isNotEqualTo(etag);
        assertThat(cloud.put(pool("sys"), AKS, "{}", "If-Match", etag).refusal())
                .isEqualTo("412 EtagMismatch");
    }

    @Test
    void readOnlyFieldsAreIgnoredAndWhatIsNotMentionedStays() {
        createAndWait();
        ObjectNode body = (ObjectNode) cloud.get(cluster(), AKS).body();
        body.withObjectProperty("properties").put("fqdn", "evil").put("provisioningState", "Failed");
        body.put("id", "x");
        assertThat(create(body).text("/properties/fqdn")).isNotEqualTo("evil");
        cloud.pass(Duration.ofMinutes(3));
        assertThat(create(with(p -> p.remove("agentPoolProfiles"))).status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(cloud.get(cluster(), AKS).at("/properties/agentPoolProfiles"))
                .hasSize(1);
    }

    @Test
    void aPrivateClusterHasAPrivateName() {
        Answer created = create(with(p -> p.putObject("apiServerAccessProfile")
                .put("enablePrivateCluster", true)
                .put("enablePrivateClusterPublicFQDN", false)));
        assertThat(created.text("/properties/privateFQDN")).contains(".privatelink.westeurope.azmk8s.io");
        assertThat(created.at("/properties/fqdn").isMissingNode()).isTrue();
    }

    @Test
    void tagsArePatched() {
        createAndWait();
        assertThat(cloud.arm("PATCH", cluster(), AKS, "{'tags':{'a':'b'}}").status())
                .isEqualTo(200);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.get(cluster(), AKS).text("/tags/a")).isEqualTo("b");
        assertThat(state(cluster())).isEqualTo("Succeeded");
        assertThat(cloud.arm("PATCH", cluster(), AKS, "{'properties':{}}").refusal())
                .isEqualTo("400 UnmarshalError");
    }

    @Test
    void deletingRemovesPoolsNodeGroupAndApi() {
        createAndWait();
        Answer accepted = cloud.delete(cluster(), AKS);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(state(cluster())).isEqualTo("Deleting");
        assertThat(cloud.delete(cluster(), AKS).header("Location")).isEqualTo(accepted.header("Location"));
        assertThat(cloud.arm("GET", accepted.header("Location"), "", null).status())
                .isEqualTo(202);
        cloud.pass(Duration.ofMinutes(5));
        assertThat(cloud.arm("GET", accepted.header("Location"), "", null).status())
                .isEqualTo(204);
        assertThat(cloud.get(cluster(), AKS).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(cloud.get(cloud.group("MC_rg_c1_westeurope"), RESOURCES).status())
                .isEqualTo(404);
        assertThat(cloud.delete(cluster(), AKS).status()).isEqualTo(204);
        assertThat(events).endsWith("deleted c1");
    }

    @Test
    void deletingTheGroupDeletesARunningCreationToo() {
        create(body());
        String location = cloud.delete(cloud.group("rg"), RESOURCES).header("Location");
        assertThat(state(cluster())).isEqualTo("Deleting");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(cloud.arm("GET", location, "", null).status()).isEqualTo(200);
        assertThat(cloud.get(cloud.subscription() + "/resources", RESOURCES).at("/value"))
                .isEmpty();
        assertThat(cloud.get(cloud.group("MC_rg_c1_westeurope"), RESOURCES).status())
                .isEqualTo(404);
        assertThat(events).containsExactly("deleted c1");
    }

    @Test
    void aCrashedCreationIsFailedAndCanBeRepeated() {
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/c1").crashing("VMExtensionError", "nodes did not start"));
        Answer created = create(body());
        cloud.pass(Duration.ofMinutes(6));
        Answer status = follow(created);
        assertThat(status.text("/status")).isEqualTo("Failed");
        assertThat(status.text("/error/code")).isEqualTo("VMExtensionError");
        Answer cluster = cloud.get(cluster(), AKS);
        assertThat(cluster.text("/properties/provisioningState")).isEqualTo("Failed");
        assertThat(cluster.text("/properties/status/provisioningError/code")).isEqualTo("VMExtensionError");
        assertThat(events).isEmpty();
        assertThat(putPool("user1", "{'count':1}").refusal()).isEqualTo("400 BadRequest");
        assertThat(create(body()).status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(6));
        assertThat(state(cluster())).isEqualTo("Succeeded");
        assertThat(events).containsExactly("c1 sys=3");
    }

    @Test
    void abortingLeavesItCanceled() {
        Answer created = create(body());
        Answer aborted = cloud.post(cluster() + "/abort", AKS);
        assertThat(aborted.status()).isEqualTo(202);
        assertThat(state(cluster())).isEqualTo("Canceling");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(follow(aborted).text("/status")).isEqualTo("Succeeded");
        assertThat(follow(created).text("/status")).isEqualTo("Canceled");
        assertThat(state(cluster())).isEqualTo("Canceled");
        assertThat(events).isEmpty();
        assertThat(cloud.post(cluster() + "/abort", AKS).status()).isEqualTo(204);
    }

    @Test
    void anUnregisteredProviderIsRefusedUntilRegistered() {
        String provider = cloud.subscription() + "/providers/Microsoft.ContainerService";
        cloud.post(provider + "/unregister", RESOURCES);
        assertThat(create(body()).refusal()).isEqualTo("409 MissingSubscriptionRegistration");
        assertThat(cloud.post(provider + "/register", RESOURCES).text("/registrationState"))
                .isEqualTo("Registering");
        assertThat(create(body()).refusal()).isEqualTo("409 MissingSubscriptionRegistration");
        cloud.pass(Duration.ofMinutes(2));
        assertThat(cloud.get(provider, RESOURCES).text("/registrationState")).isEqualTo("Registered");
        assertThat(create(body()).status()).isEqualTo(201);
    }

    @Test
    void tooManyRequestsAreThrottled() {
        createAndWait();
        Answer last = null;
        for (int i = 0; i < 61; i++) {
            last = cloud.get(cluster(), AKS);
        }
        assertThat(last.refusal()).isEqualTo("429 Throttled");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
        cloud.clock.advance(Duration.ofSeconds(1));
        assertThat(cloud.get(cluster(), AKS).status()).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            assertThat(create(withPool(p -> p.put("name", "NO"))).status())
                    .as("PUT " + i)
                    .isIn(400, 429);
        }
        assertThat(create(body()).refusal()).isEqualTo("429 Throttled");
    }
}
