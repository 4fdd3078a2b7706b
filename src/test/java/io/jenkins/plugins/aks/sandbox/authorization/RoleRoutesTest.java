package io.jenkins.plugins.aks.sandbox.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleRoutesTest {
    private static final String API = "2022-04-01";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final String ONE = "00000000-0000-4000-8000-000000000001";
    private static final String TWO = "00000000-0000-4000-8000-000000000002";

    private SimulatedCloud cloud;
    private Somebody somebody;
    private String group;

    @BeforeEach
    void start(@TempDir Path directory) {
        cloud = SimulatedCloud.in(directory);
        somebody = Somebody.in(cloud, "somebody");
        group = cloud.group("lab");
        cloud.put(group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
    }

    @AfterEach
    void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private String assignment(String scope, String name) {
        return scope + "/providers/Microsoft.Authorization/roleAssignments/" + name;
    }

    private String body(String role, String principal, String type) {
        return "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "','principalId':'" + principal + "'"
                + (type.isEmpty() ? "" : ",'principalType':'" + type + "'") + "}}";
    }

    private Answer assign(String scope, String name, String role) {
        return cloud.put(assignment(scope, name), API, body(role, somebody.objectId(), "ServicePrincipal"));
    }

    private String identity() {
        return cloud.put(
                        group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/young",
                        "2023-01-31",
                        "{'location':'westeurope'}")
                .text("/properties/principalId");
    }

    @Test
    void rolesAreFoundByNameAndById() {
        String all = cloud.subscription() + "/providers/Microsoft.Authorization/roleDefinitions";
        String filter = URLEncoder.encode("roleName eq 'Key Vault Secrets User'", StandardCharsets.UTF_8);

        Answer named = cloud.get(all + "?$filter=" + filter, API);
        Answer byId = cloud.get(all + "/" + READER, API);

        assertThat(named.at("/value")).hasSize(1);
        assertThat(named.text("/value/0/name")).isEqualTo("4633458b-17de-408a-b874-0445c86b69e6");
        assertThat(named.text("/value/0/properties/permissions/0/dataActions/0"))
                .isEqualTo("Microsoft.KeyVault/vaults/secrets/getSecret/action");
        assertThat(byId.text("/properties/roleName")).isEqualTo("Reader");
        assertThat(cloud.get(all + "/" + ONE, API).refusal()).isEqualTo("404 RoleDefinitionDoesNotExist");
        assertThat(cloud.get("/providers/Microsoft.Authorization/roleDefinitions/" + READER, API)
                        .text("/name"))
                .isEqualTo(READER);
    }

    @Test
    void aRoleCountsOnItsScopeAndBelowAfterAWhile() {
        assertThat(assign(group, ONE, READER).status()).isEqualTo(201);
        assertThat(somebody.arm("GET", group, SimulatedCloud.RESOURCES, null).refusal())
                .isEqualTo("403 AuthorizationFailed");

        cloud.pass(Rights.PROPAGATION.plusSeconds(1));

        assertThat(somebody.arm("GET", group, SimulatedCloud.RESOURCES, null).status())
                .isEqualTo(200);
        assertThat(somebody.arm("GET", group + "/resources", SimulatedCloud.RESOURCES, null)
                        .status())
                .isEqualTo(200);
        assertThat(somebody.arm("GET", cloud.subscription() + "/resourceGroups", SimulatedCloud.RESOURCES, null)
                        .refusal())
                .isEqualTo("403 AuthorizationFailed");
        Answer write = somebody.arm("PUT", group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        assertThat(write.refusal()).isEqualTo("403 AuthorizationFailed");
        assertThat(write.message())
                .contains("'Microsoft.Resources/resourceGroups/write' over scope '" + group + "'", somebody.objectId());
    }

    @Test
    void contributorsWriteButDoNotGiveRoles() {
        assign(cloud.subscription(), ONE, CONTRIBUTOR);
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));

        assertThat(somebody.arm("PUT", group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}")
                        .status())
                .isEqualTo(200);
        Answer refused =
                somebody.arm("PUT", assignment(group, TWO), API, body(READER, somebody.objectId(), "ServicePrincipal"));
        assertThat(refused.refusal()).isEqualTo("403 AuthorizationFailed");
        assertThat(refused.message()).contains("Microsoft.Authorization/roleAssignments/write");
    }

    @Test
    void aGroupsRoleIsThatOfItsMembers() {
        var document =
                cloud.sandbox.principals().byClientId(somebody.clientId()).orElseThrow();
        document.putArray("groups").add(TWO);
        cloud.sandbox.principals().put(document);
        cloud.sandbox
                .principals()
                .put(Json.object().put("clientId", TWO).put("objectId", TWO).put("objectType", "Group"));
        assertThat(cloud.put(assignment(group, ONE), API, body(READER, TWO, "Group"))
                        .status())
                .isEqualTo(201);
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));

        assertThat(somebody.arm("GET", group, SimulatedCloud.RESOURCES, null).status())
                .isEqualTo(200);
        String list = group + "/providers/Microsoft.Authorization/roleAssignments?$filter=";
        assertThat(cloud.get(list + "assignedTo('" + somebody.objectId() + "')", API)
                        .at("/value"))
                .hasSize(1);
        String own = URLEncoder.encode("principalId eq '" + somebody.objectId() + "'", StandardCharsets.UTF_8);
        assertThat(cloud.get(list + own, API).at("/value")).isEmpty();
    }

    @Test
    void theSameAgainIsTheSameAndAnotherNameIsAConflict() {
        Answer made = assign(group, ONE, READER);
        Answer again = assign(group, ONE, READER);
        Answer other = assign(group, TWO, READER);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(made.text("/id"));
        assertThat(other.refusal()).isEqualTo("409 RoleAssignmentExists");
        assertThat(other.message()).contains(ONE.replace("-", ""));
        assertThat(assign(group, ONE, CONTRIBUTOR).refusal()).isEqualTo("400 RoleAssignmentUpdateNotPermitted");
        assertThat(assign(cloud.subscription(), ONE, READER).refusal())
                .isEqualTo("400 RoleAssignmentUpdateNotPermitted");
    }

    @Test
    void aYoungPrincipalIsFoundOnlyByItsType() {
        String young = identity();

        assertThat(cloud.put(assignment(group, ONE), API, body(READER, young, ""))
                        .refusal())
                .isEqualTo("400 PrincipalNotFound");
        assertThat(cloud.put(assignment(group, ONE), API, body(READER, young, "ServicePrincipal"))
                        .status())
                .isEqualTo(201);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.put(assignment(group, TWO), API, body(CONTRIBUTOR, young, ""))
                        .text("/properties/principalType"))
                .isEqualTo("ServicePrincipal");
        assertThat(cloud.put(assignment(group, TWO), API, body(CONTRIBUTOR, young, "User"))
                        .refusal())
                .isEqualTo("400 UnmatchedPrincipalType");
    }

    @Test
    void listsShowWhatIsAtAboveAndBelow() {
        identity();
        String identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/young";
        assign(identity, ONE, READER);
        assign(group, TWO, READER);
        String all = "/providers/Microsoft.Authorization/roleAssignments";
        String who = URLEncoder.encode("principalId eq '" + somebody.objectId() + "'", StandardCharsets.UTF_8);

        assertThat(cloud.get(group + all + "?$filter=" + who, API).at("/value")).hasSize(2);
        assertThat(cloud.get(identity + all + "?$filter=" + who, API).at("/value"))
                .hasSize(2);
        Answer here = cloud.get(group + all + "?$filter=atScope()", API);
        assertThat(here.at("/value").findValuesAsText("scope")).contains(group, cloud.subscription());
        assertThat(here.at("/value").findValuesAsText("scope")).doesNotContain(identity);
        assertThat(cloud.get(group + all + "?$filter=nonsense", API).refusal()).isEqualTo("400 UnsupportedFilter");
    }

    @Test
    void rolesEndWithTheirResource() {
        identity();
        String identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/young";
        assign(identity, ONE, READER);
        assertThat(cloud.get(assignment(identity, ONE), API).status()).isEqualTo(200);

        cloud.delete(identity, "2023-01-31");

        assertThat(cloud.get(assignment(identity, ONE), API).refusal()).isEqualTo("404 RoleAssignmentNotFound");
        assertThat(cloud.sandbox.roleAssignments().all()).isEmpty();
    }

    @Test
    void whatIsWrongIsRefused() {
        assertThat(assign(group, "one", READER).refusal()).isEqualTo("400 InvalidRoleAssignmentId");
        assertThat(assign(group, ONE, TWO).refusal()).isEqualTo("400 RoleDefinitionDoesNotExist");
        assertThat(assign(cloud.group("none"), ONE, READER).refusal()).isEqualTo("404 ResourceGroupNotFound");
        assertThat(assign(group + "/providers/Microsoft.KeyVault/vaults/none", ONE, READER)
                        .refusal())
                .isEqualTo("404 ResourceNotFound");
        assertThat(cloud.delete(assignment(group, ONE), API).status()).isEqualTo(204);
        cloud.sandbox
                .data()
                .set(
                        "limits",
                        Json.object()
                                .put("pageSize", 100)
                                .put("tokenSeconds", 3599)
                                .put("roleAssignments", 1));
        assign(group, ONE, READER);
        assertThat(assign(group, TWO, CONTRIBUTOR).refusal()).isEqualTo("400 RoleAssignmentLimitExceeded");
        assertThat(cloud.delete(assignment(group, ONE), API).status()).isEqualTo(200);
    }
}
