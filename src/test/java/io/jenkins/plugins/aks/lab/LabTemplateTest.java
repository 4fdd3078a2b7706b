package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in template: what the workshop's has, found good by the sandbox's Resource Manager. */
class LabTemplateTest {
    private SimulatedCloud cloud;
    private SandboxSession session;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        for (String group : List.of("lab", "other")) {
            cloud.put(cloud.group(group), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        }
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private static ObjectNode parameters() {
        return new ObjectMapper().createObjectNode();
    }

    /** The ids that the service says it would make. */
    private List<String> validated(String group, String deployment) throws Exception {
        ObjectNode body = parameters();
        ObjectNode properties = body.putObject("properties").put("mode", "Incremental");
        properties.set("template", LabTemplate.read());
        ObjectNode parameters = properties.putObject("parameters");
        LabTemplate.addOwn(session, parameters, Optional.empty());
        JsonNode validated = cloud.json(
                        "POST",
                        cloud.group(group) + "/providers/Microsoft.Resources/deployments/" + deployment + "/validate",
                        SimulatedCloud.RESOURCES,
                        body.toString())
                .body();
        List<String> ids = new ArrayList<>();
        validated
                .at("/properties/validatedResources")
                .forEach(each -> ids.add(each.path("id").asText()));
        assertThat(ids).as(validated.toString()).isNotEmpty();
        return ids;
    }

    @Test
    void makesTheWorkshopsResourcesAndRoles() throws Exception {
        Map<String, Integer> types = new HashMap<>();
        for (String id : validated("lab", "lab")) {
            String type = id.replaceFirst("^.*/providers/([^/]+/[^/]+)/[^/]+$", "$1");
            types.merge(type, 1, Integer::sum);
        }
        assertThat(types)
                .containsOnly(
                        Map.entry("Microsoft.OperationalInsights/workspaces", 1),
                        Map.entry("Microsoft.Monitor/accounts", 1),
                        Map.entry("Microsoft.Dashboard/grafana", 1),
                        Map.entry("Microsoft.KeyVault/vaults", 1),
                        Map.entry("Microsoft.ManagedIdentity/userAssignedIdentities", 1),
                        Map.entry("Microsoft.ContainerRegistry/registries", 1),
                        Map.entry("Microsoft.Authorization/roleAssignments", 5));
    }

    @Test
    void namesDependOnTheGroupAloneAndFitTheServicesLimits() throws Exception {
        List<String> names = validated("lab", "lab");
        assertThat(validated("lab", "another")).isEqualTo(names);
        assertThat(validated("other", "lab")).doesNotContainAnyElementsOf(names);
        assertThat(names)
                .anyMatch(id -> id.matches(".*/vaults/[A-Za-z][-A-Za-z0-9]{2,23}"))
                .anyMatch(id -> id.matches(".*/grafana/[A-Za-z][-A-Za-z0-9]{1,22}"))
                .anyMatch(id -> id.matches(".*/registries/[a-z0-9]{5,50}"));
    }

    @Test
    void everyResourceThatCanHaveTagsHasThem() {
        for (JsonNode resource : LabTemplate.read().path("resources")) {
            if (!resource.path("type").asText().endsWith("/roleAssignments")) {
                assertThat(resource.path("tags").asText())
                        .as(resource.path("type").asText())
                        .isEqualTo("[parameters('tags')]");
            } else {
                assertThat(resource.at("/properties/principalType").asText()).isNotEmpty();
            }
        }
    }

    @Test
    void givesAllValuesThatTheWorkshopKeeps() {
        Set<String> outputs = new java.util.TreeSet<>();
        LabTemplate.read().path("outputs").fieldNames().forEachRemaining(outputs::add);
        assertThat(outputs)
                .contains(
                        "monitorId",
                        "grafanaName",
                        "grafanaId",
                        "logsId",
                        "keyVaultName",
                        "keyVaultId",
                        "keyVaultUri",
                        "registryName",
                        "registryId",
                        "registryLoginServer");
    }

    @Test
    void theCredentialsPrincipalIsTheAdministrator() throws Exception {
        ObjectNode parameters = parameters();
        LabTemplate.addOwn(session, parameters, Optional.empty());
        assertThat(parameters.at("/principalId/value").asText())
                .isEqualTo(cloud.sandbox.credentials().objectId());
        assertThat(parameters.at("/principalType/value").asText()).isEqualTo("ServicePrincipal");
        assertThat(parameters.at("/tags/value/created-by").asText()).isEqualTo("aks-pipeline-steps");
    }

    @Test
    void aLabKeepsTheTagsThatItWasMadeWith() throws Exception {
        ObjectNode deployed = parameters();
        deployed.putObject("properties")
                .putObject("parameters")
                .putObject("tags")
                .putObject("value")
                .put("build-url", "https://jenkins/job/lab/0");
        ObjectNode parameters = parameters();
        LabTemplate.addOwn(session, parameters, Optional.of(deployed));
        assertThat(parameters.at("/tags/value").toString()).isEqualTo("{\"build-url\":\"https://jenkins/job/lab/0\"}");
    }

    @Test
    void anotherAdministratorNeedsItsTypeToo() {
        AzureDeployStep step = new AzureDeployStep();
        step.setBuiltin("lab");
        step.setParameters(Map.of("principalId", "11111111-1111-1111-1111-111111111111", "principalType", "Robot"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> StepOperations.of(step, FixedScope.of("sub", "lab"))))
                .hasMessageContaining("'Robot' was given; allowed: User, ServicePrincipal, Group");
    }

    @Test
    void theVaultOfAnEarlierLabIsTakenBackFirst() throws Exception {
        String vault = cloud.group("lab") + "/providers/Microsoft.KeyVault/vaults/myKeyVaultabc";
        ObjectNode page = parameters();
        ObjectNode deleted = page.putArray("value").addObject().put("name", "myKeyVaultabc");
        deleted.putObject("properties").put("vaultId", vault).put("location", "westeurope");
        ObjectNode other = ((ArrayNode) page.path("value")).addObject();
        other.putObject("properties").put("vaultId", vault.replace("/lab/", "/other/"));
        cloud.sandbox.faults().add(FaultRule.on("GET", ".*/deletedVaults").answering(200, Map.of(), page));
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", ".*/deletedVaults")
                        .named("none")
                        .from(2)
                        .answering(200, Map.of(), Json.object().set("value", Json.array())));
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/vaults/myKeyVaultabc").answering(200, Map.of(), Json.object()));

        assertThat(DeletedVault.recover(session, cloud.group("lab"))).isPresent();
        assertThat(DeletedVault.recover(session, cloud.group("lab"))).isEmpty();

        assertThat(session.gate.count("PUT", vault)).isEqualTo(1);
        assertThat(session.gate.writes()).hasSize(1);
        assertThat(session.log)
                .containsExactly("key vault myKeyVaultabc: recovering the one that was deleted with an earlier lab");
    }

    @Test
    void whoMayNotSeeDeletedVaultsGoesOn() throws Exception {
        cloud.sandbox.faults().add(FaultRule.on("GET", ".*/deletedVaults").refusing(403, "AuthorizationFailed", "no"));

        assertThat(DeletedVault.recover(session, cloud.group("lab"))).isEmpty();
    }
}
