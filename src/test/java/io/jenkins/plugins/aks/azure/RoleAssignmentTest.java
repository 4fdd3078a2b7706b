package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Role assignments by the real client on the sandbox's Azure RBAC. */
class RoleAssignmentTest {
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private SimulatedCloud cloud;
    private SandboxSession session;
    private Somebody somebody;
    private String group;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        somebody = Somebody.in(cloud, "somebody");
        group = cloud.group("lab");
        cloud.put(group, SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private RoleAssignment<AksSession> assignment(String role, String principal, String type) throws Exception {
        return new RoleAssignment<>(RoleGrant.of(group, role, principal, type), AksSession.ACCESS, Optional.empty());
    }

    private RoleRemoval<AksSession> removal(String role) throws Exception {
        return new RoleRemoval<>(RoleGrant.of(group, role, somebody.objectId(), ""), AksSession.ACCESS);
    }

    @Test
    void assignsOnceByNameAndByIdAndTakesItAwayOnce() throws Exception {
        Map<String, Object> first = session.run(assignment("Reader", somebody.objectId(), ""));
        Map<String, Object> again = session.run(assignment(READER, somebody.objectId(), "ServicePrincipal"));

        assertThat(first)
                .containsEntry("changed", true)
                .containsEntry("role", "Reader")
                .containsEntry("roleId", READER)
                .containsEntry("effective", false);
        assertThat(again).containsEntry("changed", false).containsEntry("id", first.get("id"));
        assertThat(session.gate.writes()).hasSize(1);

        assertThat(session.run(removal("Reader"))).containsEntry("changed", true);
        assertThat(session.run(removal("Reader"))).containsEntry("changed", false);
        assertThat(session.gate.writes()).hasSize(2);
        assertThat(cloud.sandbox.roleAssignments().all()).isEmpty();
    }

    @Test
    void theNameDependsOnWhoWhatAndWhereInAnyCase() {
        String name = StableGuid.of("/a", "b", "c");
        assertThat(name).isEqualTo(StableGuid.of("/A", "B", "C")).isNotEqualTo(StableGuid.of("/a", "b", "d"));
        assertThat(name).matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void anAssignmentUnderAnotherNameIsLeftAlone() throws Exception {
        String other = cloud.put(
                        group + "/providers/Microsoft.Authorization/roleAssignments/"
                                + "00000000-0000-4000-8000-000000000001",
                        "2022-04-01",
                        "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                                + "/providers/Microsoft.Authorization/roleDefinitions/" + READER + "','principalId':'"
                                + somebody.objectId() + "','principalType':'ServicePrincipal'}}")
                .text("/id");

        assertThat(session.run(assignment("Reader", somebody.objectId(), "")))
                .containsEntry("changed", false)
                .containsEntry("id", other);
        assertThat(session.gate.writes()).isEmpty();
    }

    @Test
    void aConflictThatTheListDoesNotShowIsSuccessToo() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/roleAssignments/.*")
                        .refusing(409, "RoleAssignmentExists", "The role assignment already exists."));

        assertThat(session.run(assignment("Reader", somebody.objectId(), ""))).containsEntry("changed", false);
    }

    @Test
    void aYoungPrincipalIsWaitedForWhereItsTypeIsNotSent() throws Exception {
        Answer identity = cloud.put(
                group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/young",
                "2023-01-31",
                "{'location':'westeurope'}");
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/roleAssignments/.*")
                        .refusing(400, "PrincipalNotFound", "not in the directory")
                        .times(3));

        assertThat(session.run(assignment("Reader", identity.text("/properties/principalId"), "")))
                .containsEntry("changed", true);
        assertThat(session.gate.writes()).hasSize(4);
    }

    @Test
    void aPrincipalThatNeverAppearsIsAClearEnd() throws Exception {
        assertThatThrownBy(() -> session.run(assignment("Reader", READER, "User")))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("PrincipalNotFound");
    }

    @Test
    void whoIsNoApplicationIsAskedForWithoutAType() throws Exception {
        cloud.sandbox
                .principals()
                .put(Json.object()
                        .put("clientId", READER)
                        .put("objectId", READER)
                        .put("objectType", "User"));

        assertThat(session.run(assignment("Reader", READER, ""))).containsEntry("changed", true);
        assertThatThrownBy(() -> session.run(assignment("Contributor", READER, "Group")))
                .hasMessageContaining("UnmatchedPrincipalType");
    }

    @Test
    void anUnknownRoleIsRefusedBeforeAnythingIsWritten() throws Exception {
        assertThatThrownBy(() -> session.run(assignment("Secret Keeper's Role", somebody.objectId(), "")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("role: 'Secret Keeper's Role' was given");
        assertThatThrownBy(() -> session.run(assignment(group.substring(15, 51), somebody.objectId(), "")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> RoleGrant.of("lab", "Reader", somebody.objectId(), ""))
                .hasMessageContaining("scope: 'lab' was given");
        assertThatThrownBy(() -> RoleGrant.of(group, "Reader", "somebody", "")).hasMessageContaining("object id");
        assertThat(session.gate.writes()).isEmpty();
    }

    @Test
    void aCallerWithoutTheRightIsToldWhatItNeeds() throws Exception {
        var lab = cloud.sandbox
                .principals()
                .byClientId(cloud.sandbox.credentials().clientId())
                .orElseThrow();
        lab.putArray("azureRoles").add("Contributor");
        cloud.sandbox.principals().put(lab);

        assertThatThrownBy(() -> session.run(assignment("Reader", somebody.objectId(), "")))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("this credential may not assign roles (AuthorizationFailed)")
                .hasMessageContaining("Role Based Access Control Administrator at " + group);
    }

    @Test
    void waitsUntilAProbeFindsItEffective() throws Exception {
        String me = cloud.sandbox.credentials().objectId();
        RoleAssignment<AksSession> mine = new RoleAssignment<>(
                RoleGrant.of(group, "Key Vault Secrets User", me, "ServicePrincipal"),
                AksSession.ACCESS,
                Optional.of(new CallerPermissions<>(group, AksSession.ACCESS)));

        assertThat(session.run(mine)).containsEntry("changed", true).containsEntry("effective", true);
        assertThat(cloud.sandbox.rights().roles(me, group)).contains("Key Vault Secrets User");
    }

    @Test
    void aRoleThatNeverCountsIsAClearEnd() throws Exception {
        RoleAssignment<AksSession> never = new RoleAssignment<>(
                RoleGrant.of(group, "Reader", somebody.objectId(), ""),
                AksSession.ACCESS,
                Optional.of((any, role) -> Optional.of("the vault says ForbiddenByRbac")));

        assertThatThrownBy(() -> session.run(never))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("it is assigned, but after 15m00s it still does not count")
                .hasMessageContaining("the vault says ForbiddenByRbac");
    }

    @Test
    void aProcessThatDiesAfterTheWriteStillReportsTheChange() throws Exception {
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/roleAssignments/.*").cutting(FaultRule.Cut.AFTER_EFFECT));
        MemoryJournal journal = new MemoryJournal();

        assertThat(session.run(assignment("Reader", somebody.objectId(), ""), journal))
                .containsEntry("changed", true);
        assertThat(session.gate.writes()).hasSize(1);
    }

    @Test
    void principalsAreFoundByWhatPeopleCallThem() throws Exception {
        Answer identity = cloud.put(
                group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web",
                "2023-01-31",
                "{'location':'westeurope'}");
        String principal = identity.text("/properties/principalId");

        assertThat(find("me").objectId()).isEqualTo(cloud.sandbox.credentials().objectId());
        assertThat(find("me").isCaller()).isTrue();
        assertThat(find(somebody.objectId())).isEqualTo(new Principal(somebody.objectId(), "", false));
        assertThat(find("web").objectId()).isEqualTo(principal);
        assertThat(find(identity.text("/id")).type()).isEqualTo("ServicePrincipal");
        assertThatThrownBy(() -> find("none"))
                .hasMessageContaining("There is no " + group)
                .hasMessageContaining("principal: 'none' was given");
        assertThatThrownBy(() -> find(group + "/providers/Microsoft.Monitor/accounts/none"))
                .hasMessageContaining("There is no " + group);
        assertThatThrownBy(() -> Principal.check("principal", "a b")).isInstanceOf(InvalidParameterException.class);
    }

    private Principal find(String given) throws Exception {
        return Principal.find(session.arm(), session::caller, group, "principal", given);
    }
}
