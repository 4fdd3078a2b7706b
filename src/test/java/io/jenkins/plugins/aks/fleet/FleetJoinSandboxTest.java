package io.jenkins.plugins.aks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FleetCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fleetJoin and fleetMembers (W163 to W165). */
class FleetJoinSandboxTest {
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
    void aClusterThatIsStillBeingMadeIsWaitedForAndNamesBecomeLowerCase() throws Exception {
        kit.fleets.clusters("One");
        kit.fleets.hub();
        kit.fleets.putCluster("Two", "{}");

        Map<String, Object> joined = kit.session.run(kit.join(step -> {
            step.setClusters(List.of("One", kit.fleets.cluster("Two")));
            step.setGroup("prod");
            step.setLabels(Map.of("env", "prod"));
        }));

        assertThat(joined).containsEntry("changed", true);
        Map<String, Object> members = kit.session.run(kit.members(step -> step.setLabels(Map.of("env", "prod"))));
        assertThat((List<?>) members.get("members")).hasSize(2);
        Map<?, ?> one = (Map<?, ?>) ((List<?>) members.get("members")).get(0);
        assertThat(one.get("name")).isEqualTo("one");
        assertThat(one.get("cluster")).isEqualTo("One");
        assertThat(one.get("group")).isEqualTo("prod");
        assertThat(one.get("joined")).isEqualTo(true);
        int before = kit.writes();

        assertThat(kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("One", "Two"));
                    step.setGroup("prod");
                    step.setLabels(Map.of("env", "prod"));
                })))
                .containsEntry("changed", false);
        assertThat(kit.writes()).isEqualTo(before);
        assertThat(kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("One", "Two"));
                    step.setGroup("test");
                })))
                .containsEntry("changed", true);
        assertThat((List<?>) kit.session
                        .run(kit.members(step -> step.setGroup("prod")))
                        .get("members"))
                .isEmpty();
    }

    @Test
    void clustersAreFoundByTag() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 10; i < 22; i++) {
            names.add("c" + i);
            kit.fleets.putCluster("c" + i, i < 21 ? "{'fleet':'lab'}" : "{}");
        }
        kit.fleets.cloud.pass(Duration.ofMinutes(6));
        kit.fleets.hub();

        Map<String, Object> joined = kit.session.run(kit.join(step -> step.setClusterTags(Map.of("fleet", "lab"))));

        assertThat((List<?>) joined.get("members")).hasSize(11);
        assertThat(kit.session.gate.writes().stream()
                        .map(write -> write.target())
                        .filter(target -> target.contains("/members/"))
                        .toList())
                .hasSize(11)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFailureOfOneLetsTheOthersEnd() throws Exception {
        kit.fleets.clusters("a", "b", "c");
        kit.fleets.hub();
        kit.fleets
                .cloud
                .sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/members/b").crashing("AgentFailed", "the agent could not be installed"));

        assertThatThrownBy(() -> kit.session.run(kit.join(step -> step.setClusters(List.of("a", "b", "c")))))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("1 of 3 members failed")
                .hasMessageContaining("AgentFailed");

        assertThat(kit.fleets
                        .cloud
                        .get(kit.fleets.member("c"), FleetCloud.FLEETS)
                        .text("/properties/provisioningState"))
                .isEqualTo("Succeeded");
    }

    @Test
    void aClusterOfAnotherFleetAndATakenNameAreNamed() throws Exception {
        kit.fleets.clusters("a", "b");
        kit.fleets.hub();
        kit.fleets.joined("a");

        assertThatThrownBy(() -> kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("a"));
                    step.setName("other");
                })))
                .hasMessageContaining("ClusterAlreadyInFleet");
        assertThatThrownBy(() -> kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("b"));
                    step.setName("a");
                })))
                .hasMessageContaining("its member a is the cluster");
    }

    @Test
    void leavingEndsTheMembershipOnce() throws Exception {
        kit.fleets.clusters("a", "b");
        kit.fleets.hub();
        kit.fleets.joined("a", "b");

        assertThat(kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("a"));
                    step.setLeave(true);
                })))
                .containsEntry("changed", true);
        int before = kit.writes();
        assertThat(kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("a"));
                    step.setLeave(true);
                })))
                .containsEntry("changed", false);
        assertThat(kit.writes()).isEqualTo(before);
        assertThat(kit.session.run(kit.members(step -> {})).get("count")).isEqualTo(1);
    }

    @Test
    void withoutAHubMembersJoinAndHaveNoLabels() throws Exception {
        kit.fleets.clusters("a");
        kit.fleets.putFleet("{}");
        kit.fleets.cloud.pass(Duration.ofMinutes(1));

        assertThat(kit.session.run(kit.join(step -> step.setClusters(List.of("a")))))
                .containsEntry("changed", true);
        assertThatThrownBy(() -> kit.session.run(kit.join(step -> {
                    step.setClusters(List.of("a"));
                    step.setLabels(Map.of("env", "prod"));
                })))
                .hasMessageContaining("labels where the fleet has a hub");
        assertThatThrownBy(() -> kit.session.run(kit.place(step -> step.setNamespaces(List.of("web")))))
                .hasMessageContaining("has no hub cluster");
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> kit.join(step -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("either clusters (names or ids) or clusterTags");
        assertThatThrownBy(() -> kit.join(step -> step.setClusters(List.of("under_score"))))
                .hasMessageContaining("'under_score' was given");
        assertThatThrownBy(() -> kit.join(step -> step.setClusters(List.of("a", "/subscriptions/s/resourceGroups/r"))))
                .hasMessageContaining("the names of clusters in the resource group, or ids");
        assertThatThrownBy(() -> kit.join(step -> {
                    step.setClusters(List.of("a"));
                    step.setGroup("Prod");
                }))
                .hasMessageContaining("group: 'Prod' was given");
        assertThatThrownBy(() -> kit.join(step -> {
                    step.setClusters(List.of("a", "b"));
                    step.setName("x");
                }))
                .hasMessageContaining("a member's name for one cluster");
        assertThat(kit.writes()).isZero();
    }
}
