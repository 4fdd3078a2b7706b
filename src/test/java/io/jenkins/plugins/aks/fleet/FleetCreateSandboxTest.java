package io.jenkins.plugins.aks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fleetCreate (W160 to W162). */
class FleetCreateSandboxTest {
    @TempDir
    Path directory;

    private FleetKit kit;

    @BeforeEach
    void start() throws Exception {
        kit = new FleetKit(directory);
    }

    @AfterEach
    void stop() {
        kit.close();
    }

    @Test
    void aHubIsMadeAndAnswersAndASecondRunWritesNothing() throws Exception {
        Map<String, Object> made = kit.session.run(kit.create(step -> step.setTags(Map.of("team", "lab"))));

        assertThat(made)
                .containsEntry("hub", true)
                .containsEntry("location", "westeurope")
                .containsEntry("changed", true);
        assertThat(made.get("fqdn").toString()).endsWith(".azmk8s.io");
        assertThat(kit.fleets.hub("GET", "/api/v1/namespaces", null).status()).isEqualTo(200);
        assertThat(kit.writes()).isEqualTo(2);

        assertThat(kit.session.run(kit.create(step -> step.setTags(Map.of("team", "lab")))))
                .containsEntry("changed", false);
        assertThat(kit.writes()).isEqualTo(2);
    }

    @Test
    void aFleetWithoutHubGetsOneLaterAndAnIdentity() throws Exception {
        assertThat(kit.session.run(kit.create(step -> step.setHub(false)))).containsEntry("hub", false);
        assertThat(kit.session.run(kit.create(step -> step.setManagedIdentity(true))))
                .containsEntry("hub", true)
                .containsEntry("identity", "SystemAssigned")
                .containsEntry("changed", true);
    }

    @Test
    void whatCannotBeChangedIsNamedAndNothingIsWritten() throws Exception {
        kit.session.run(kit.create(step -> {}));
        int before = kit.writes();

        assertThatThrownBy(() -> kit.session.run(kit.create(step -> step.setHub(false))))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("hub cannot be changed: the fleet has a hub, and the step asks for none");
        assertThatThrownBy(() -> kit.session.run(kit.create(step -> step.setPrivateHub(true))))
                .hasMessageContaining("privateHub cannot be changed");
        assertThatThrownBy(() -> kit.session.run(kit.create(step -> step.setLocation("eastus"))))
                .hasMessageContaining("location cannot be changed");
        assertThat(kit.writes()).isEqualTo(before);
    }

    @Test
    void aLostAnswerMakesNothingTwice() throws Exception {
        kit.fleets
                .cloud
                .sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/fleets/fleet1").cutting(FaultRule.Cut.AFTER_EFFECT));

        assertThat(kit.session.run(kit.create(step -> {}))).containsEntry("changed", true);

        assertThat(kit.fleets.cloud.sandbox.requests().matching("PUT", ".*/fleets/fleet1"))
                .hasSize(1);
    }

    @Test
    void aHubThatFailsIsNamedWithItsReason() {
        kit.fleets
                .cloud
                .sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/fleets/fleet1").crashing("HubFailed", "no node came up"));

        assertThatThrownBy(() -> kit.session.run(kit.create(step -> {})))
                .hasMessageContaining("HubFailed")
                .hasMessageContaining("no node came up");
    }

    @Test
    void withoutTheRoleTheHubIsGivenUpAfterAWhile() {
        assertThatThrownBy(() -> kit.session.run(kit.create(step -> step.setAssignRole(false))))
                .hasMessageContaining("its hub refuses the caller after 15 minutes")
                .hasMessageContaining("assignRole: true");
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> new FleetCreateStep("Big").operation(kit.scope))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("name: 'Big' was given");
        assertThatThrownBy(() -> kit.create(step -> {
                    step.setHub(false);
                    step.setVmSize("Standard_D4s_v5");
                }))
                .hasMessageContaining("vmSize: 'Standard_D4s_v5' was given; allowed: only where hub is true");
        assertThatThrownBy(() -> kit.create(step -> step.setIdentityId("/subscriptions/s/resourceGroups/r")))
                .hasMessageContaining("identityId");
        assertThat(kit.writes()).isZero();
    }
}
