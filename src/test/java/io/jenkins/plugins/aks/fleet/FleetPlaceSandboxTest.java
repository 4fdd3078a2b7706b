package io.jenkins.plugins.aks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fleetPlace on a fleet of three (W166 to W170). */
class FleetPlaceSandboxTest {
    private static final String MAPS = "/api/v1/namespaces/web/configmaps";

    @TempDir
    Path directory;

    private FleetKit kit;

    @BeforeEach
    void aFleetOfThree() throws Exception {
        kit = new FleetKit(directory);
        kit.fleetOf("a", "b", "c");
    }

    @AfterEach
    void stop() {
        kit.close();
    }

    private static final Consumer<FleetPlaceStep> WEB = step -> step.setNamespaces(List.of("web"));

    private Map<String, Object> place(Consumer<FleetPlaceStep> parameters) throws Exception {
        return kit.session.run(kit.place(WEB.andThen(parameters)));
    }

    private static Consumer<FleetPlaceStep> expecting(String key, String value) {
        return step -> step.setExpect(Map.of(key, value));
    }

    private String onMember(String member) {
        return kit.fleets.member(member, "GET", MAPS + "/settings", null).text("/data/key");
    }

    @Test
    void thePlacementIsProvenOnEachMemberAndASecondRunWritesNothing() throws Exception {
        int before = kit.writes();
        Map<String, Object> placed = place(step -> {});

        assertThat(FleetKit.verdicts(placed))
                .containsOnly(Map.entry("a", "placed"), Map.entry("b", "placed"), Map.entry("c", "placed"));
        assertThat(placed)
                .containsEntry("changed", true)
                .containsEntry("placed", 3)
                .containsEntry("objects", List.of("Namespace web", "ConfigMap web/settings"));
        assertThat(onMember("c")).isEqualTo("one");
        assertThat(kit.writes()).isEqualTo(before + 1);

        assertThat(place(step -> {})).containsEntry("changed", false);
        assertThat(kit.writes()).isEqualTo(before + 1);
    }

    @Test
    void theHubsWordAloneIsNoProof() throws Exception {
        place(step -> {});
        kit.fleets.agent("b", "stuck", 0);
        kit.fleets.member("b", "DELETE", "/api/v1/namespaces/web", null);

        assertThatThrownBy(() -> place(step -> step.setMemberTimeLimit("20s")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining(
                        "b: missing (the hub reports it as available; on the member Namespace web is not there");
    }

    @Test
    void anObjectInTheWayIsNamedWithItsOwner() throws Exception {
        kit.fleets.member(
                "b", "POST", "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: web}}");
        String uid =
                kit.fleets.member("b", "GET", "/api/v1/namespaces/web", null).text("/metadata/uid");
        kit.fleets.member(
                "b",
                "POST",
                MAPS,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, ownerReferences: [{apiVersion: shop/v1,"
                        + " kind: Shop, name: corner, uid: " + uid + "}]}, data: {key: theirs}}");

        assertThatThrownBy(() -> place(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("b: failed (ConfigMap web/settings: Failed to apply")
                .hasMessageContaining("on the member ConfigMap web/settings is owned by Shop corner")
                .hasMessageNotContaining("a: failed");
        Map<String, Object> lenient = place(expecting("members", "[a, c]"));
        assertThat(FleetKit.verdicts(lenient)).containsEntry("b", "failed");
        assertThat(((Map<?, ?>) ((List<?>) lenient.get("members")).get(1)).get("owner"))
                .isEqualTo("ConfigMap web/settings is owned by Shop corner");
        assertThat(onMember("b")).isEqualTo("theirs");
        assertThatThrownBy(() -> place(expecting("atLeast", "3")))
                .hasMessageContaining("expected at least 3 members to have it, found 2: [a, c]; the others: b: failed");
    }

    @Test
    void aFieldManagerInTheWayIsNamed() {
        kit.fleets.member(
                "b", "POST", "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: web}}");
        kit.fleets.member(
                "b",
                "POST",
                MAPS,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {key: theirs}}");

        assertThatThrownBy(() -> place(step -> step.setApplyType("ServerSideApply")))
                .hasMessageContaining("has fields of the field manager");
    }

    @Test
    void policiesPickMembersAndTheOthersHaveNothing() throws Exception {
        Map<String, Object> fixed = place(step -> {
            step.setClusterNames(List.of("b"));
            step.setExpect(Map.of("exactly", "1", "members", "b", "absent", "a, c"));
        });

        assertThat(FleetKit.verdicts(fixed)).containsEntry("b", "placed").containsEntry("a", "left");
        assertThatThrownBy(() -> place(step -> step.setNumberOfClusters(2)))
                .hasMessageContaining("its placementType cannot be changed");
        assertThatThrownBy(() -> place(step -> {
                    step.setClusterNames(List.of("b", "nowhere"));
                }))
                .hasMessageContaining(
                        "nowhere: unscheduled (Scheduled False: ScheduleFailed: specified cluster is not found");
    }

    @Test
    void membersThatJoinAreServedInTheNextRunAndThoseThatLeftAreForgotten() throws Exception {
        place(step -> {});
        kit.session.run(kit.join(step -> {
            step.setClusters(List.of("b"));
            step.setLeave(true);
        }));
        assertThat(FleetKit.verdicts(place(step -> {}))).containsOnlyKeys("a", "c");
        kit.session.run(kit.join(step -> step.setClusters(List.of("b"))));

        Map<String, Object> again = place(step -> {});

        assertThat(FleetKit.verdicts(again)).containsEntry("b", "placed");
        assertThat(again).containsEntry("changed", false);
    }

    @Test
    void removingIsReadOnTheMembersToo() throws Exception {
        place(step -> {});
        int before = kit.writes();

        Map<String, Object> removed = kit.session.run(kit.place(step -> step.setRemove(true)));

        assertThat(removed).containsEntry("changed", true).containsEntry("members", List.of("a", "b", "c"));
        assertThat(kit.writes()).isEqualTo(before + 1);
        assertThat(kit.fleets.member("a", "GET", "/api/v1/namespaces/web", null).status())
                .isEqualTo(404);
        assertThat(kit.session.run(kit.place(step -> step.setRemove(true)))).containsEntry("changed", false);
        assertThat(kit.writes()).isEqualTo(before + 1);
    }

    @Test
    void whatIsNotThereOrNotAllowedIsNamed() {
        assertThatThrownBy(() -> kit.session.run(kit.place(step -> step.setNamespaces(List.of("nothing")))))
                .hasMessageContaining("it selects nothing: the hub has no such object");
        assertThatThrownBy(() -> kit.session.run(kit.place(step -> step.setSelectors(List.of("v1/ConfigMap/x")))))
                .hasMessageContaining("the hub refuses what it selects");
    }

    @Test
    void aManifestMayBeOfTheOlderVersion() throws Exception {
        Map<String, Object> placed = kit.session.run(
                kit.place(
                        step -> step.setYaml(
                                """
                apiVersion: placement.kubernetes-fleet.io/v1beta1
                kind: ClusterResourcePlacement
                metadata: {name: web}
                spec:
                  resourceSelectors: [{group: "", kind: Namespace, version: v1, name: web}]
                  policy: {placementType: PickAll}
                """)));

        assertThat(placed).containsEntry("placed", 3).containsEntry("changed", true);
    }

    @Test
    void aStopSaysWhatWasDoneAndDeletesOnlyWhenAsked() throws Exception {
        Operation<AksSession> operation = kit.place(WEB);
        MemoryJournal journal = new MemoryJournal();
        operation.advance(kit.session, journal);
        operation.advance(kit.session, journal);

        Turn left = operation.abort(kit.session, journal, OnAbort.CANCEL);
        assertThat(((Turn.Done) left).result().get(Operation.LEFT).toString())
                .contains("ClusterResourcePlacement web created");
        operation.abort(kit.session, journal, OnAbort.DELETE);
        kit.fleets.settle();
        assertThat(kit.fleets.placement("web").path("code").asInt()).isEqualTo(404);
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> kit.place(step -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("either namespaces or selectors, or a manifest in yaml");
        assertThatThrownBy(() -> kit.place(step -> step.setNamespaces(List.of("kube-system"))))
                .hasMessageContaining("'kube-system' was given")
                .hasMessageContaining("are not placed");
        assertThatThrownBy(() -> kit.place(WEB.andThen(step -> step.setPlacementType("PickSome"))))
                .hasMessageContaining("PickAll, PickFixed or PickN");
        assertThatThrownBy(() -> kit.place(WEB.andThen(step -> step.setPlacementType("PickN"))))
                .hasMessageContaining("numberOfClusters: nothing was given");
        assertThatThrownBy(() -> kit.place(WEB.andThen(step -> step.setSpreadKeys(List.of("zone")))))
                .hasMessageContaining("spreadKeys");
        assertThatThrownBy(() -> kit.place(WEB.andThen(step -> step.setMaxUnavailable("half"))))
                .hasMessageContaining("maxUnavailable: 'half' was given");
        assertThatThrownBy(() -> kit.place(step -> step.setSelectors(List.of("Namespace"))))
                .hasMessageContaining("version/Kind/name");
        assertThatThrownBy(() -> kit.place(WEB.andThen(expecting("most", "1"))))
                .hasMessageContaining("members, absent, atLeast and exactly");
        assertThatThrownBy(() ->
                        kit.place(step -> step.setYaml("{apiVersion: v1, kind: Namespace, metadata: {name: web}}")))
                .hasMessageContaining("one ClusterResourcePlacement of");
    }
}
