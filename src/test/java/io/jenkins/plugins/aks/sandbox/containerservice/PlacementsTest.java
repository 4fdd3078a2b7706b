package io.jenkins.plugins.aks.sandbox.containerservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.FleetCloud;
import io.jenkins.plugins.aks.sandbox.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub makes of ClusterResourcePlacements, seen on the hub and on the members. */
class PlacementsTest {
    private static final String ALL = "{placementType: PickAll}";
    private static final String MAPS = "/api/v1/namespaces/web/configmaps";

    @TempDir
    Path directory;

    private FleetCloud fleets;

    @BeforeEach
    void aFleetOfThree() {
        fleets = new FleetCloud(directory);
        fleets.clusters("a", "b", "c");
        fleets.hub();
        fleets.joined("a", "b", "c");
        fleets.namespace("web");
        settings("one");
    }

    @AfterEach
    void stop() {
        fleets.close();
    }

    private void settings(String value) {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {key: " + value + "}}";
        if (fleets.hub("POST", MAPS, map).status() == 409) {
            fleets.hub("PUT", MAPS + "/settings", map);
        }
    }

    private String value(String member) {
        return fleets.member(member, "GET", MAPS + "/settings", null).text("/data/key");
    }

    private int namespace(String member) {
        return fleets.member(member, "GET", "/api/v1/namespaces/web", null).status();
    }

    @Test
    void pickAllBringsTheNamespaceAndWhatIsInItToEachMember() {
        assertThat(fleets.place("p", "web", ALL).status()).isEqualTo(201);
        assertThat(fleets.condition("p", "Scheduled")).isEmpty();
        fleets.settle();

        for (String type :
                List.of("Scheduled", "RolloutStarted", "Overridden", "WorkSynchronized", "Applied", "Available")) {
            assertThat(fleets.condition("p", type)).as(type).isEqualTo("True");
        }
        assertThat(fleets.placement("p")
                        .at("/status/conditions/0/observedGeneration")
                        .asInt())
                .isEqualTo(fleets.placement("p").at("/metadata/generation").asInt());
        assertThat(fleets.picked("p")).containsExactly("a", "b", "c");
        assertThat(fleets.placement("p").at("/status/selectedResources")).hasSize(2);
        for (String member : List.of("a", "b", "c")) {
            assertThat(value(member)).isEqualTo("one");
        }
        assertThat(fleets.hub("GET", "/apis/placement.kubernetes-fleet.io/v1beta1/clusterresourceplacements/p", null)
                        .text("/apiVersion"))
                .isEqualTo("placement.kubernetes-fleet.io/v1beta1");
    }

    @Test
    void deletingThePlacementTakesTheNamespaceAway() {
        fleets.place("p", "web", ALL);
        fleets.settle();
        fleets.hub("DELETE", "/apis/placement.kubernetes-fleet.io/v1/clusterresourceplacements/p", null);
        fleets.settle();

        assertThat(fleets.placement("p").path("code").asInt()).isEqualTo(404);
        assertThat(List.of(namespace("a"), namespace("b"), namespace("c"))).containsOnly(404);
        assertThat(fleets.hub("GET", "/api/v1/namespaces/web", null).status()).isEqualTo(200);
    }

    @Test
    void anotherOwnersObjectIsNotTakenOver() {
        fleets.member("b", "POST", "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: web}}");
        fleets.member(
                "b",
                "POST",
                MAPS,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, ownerReferences: [{apiVersion: v1, kind:"
                        + " Namespace, name: web, uid: "
                        + fleets.member("b", "GET", "/api/v1/namespaces/web", null)
                                .text("/metadata/uid")
                        + "}]}, data: {key: theirs}}");
        fleets.place("p", "web", ALL);
        fleets.settle();

        assertThat(fleets.condition("p", "Applied")).isEqualTo("False");
        JsonNode failed = fleets.status("p", "b").at("/failedPlacements/0");
        assertThat(failed.path("name").asText()).isEqualTo("settings");
        assertThat(failed.at("/condition/message").asText()).contains("already owned by some other source");
        assertThat(value("b")).isEqualTo("theirs");
        assertThat(value("a")).isEqualTo("one");
    }

    @Test
    void aFieldOfAnotherManagerIsAConflictWithServerSideApply() {
        fleets.member("b", "POST", "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: web}}");
        fleets.member(
                "b",
                "POST",
                MAPS,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {key: theirs}}");
        fleets.place("p", "web", ALL, "{applyStrategy: {type: ServerSideApply}}");
        fleets.settle();

        assertThat(fleets.status("p", "b")
                        .at("/failedPlacements/0/condition/message")
                        .asText())
                .contains("conflict");
        assertThat(value("b")).isEqualTo("theirs");
    }

    @Test
    void whatTheMemberRefusesFailsThere() {
        var rule = Json.object().put("resource", "namespaces").put("namespace", "*");
        rule.put("verb", "patch").put("user", "*");
        var denied = Json.object();
        denied.putArray("rules").add(rule);
        fleets.cloud.sandbox.store().put("k8s/" + ClusterKeys.keyOf(fleets.cluster("c")) + "/denied", denied);
        fleets.place("p", "web", ALL);
        fleets.settle();

        assertThat(fleets.status("p", "c")
                        .at("/failedPlacements/0/condition/message")
                        .asText())
                .contains("forbidden");
        assertThat(namespace("c")).isEqualTo(404);
        assertThat(FleetCloud.condition(fleets.status("p", "a").path("conditions"), "Available"))
                .isEqualTo("True");
    }

    @Test
    void stuckUnreachableAndFlappingMembersShowAsWhatTheyAre() {
        fleets.agent("a", "stuck", 0);
        fleets.agent("b", "unreachable", 0);
        fleets.agent("c", "flapping", 20);
        fleets.place("p", "web", ALL);
        fleets.settle();

        assertThat(FleetCloud.condition(fleets.status("p", "a").path("conditions"), "Applied"))
                .isEqualTo("Unknown");
        assertThat(fleets.condition("p", "Applied")).isEqualTo("Unknown");
        java.util.Set<String> seen = new java.util.TreeSet<>();
        for (int i = 0; i < 8; i++) {
            fleets.cloud.pass(Duration.ofSeconds(6));
            seen.add(FleetCloud.condition(fleets.status("p", "c").path("conditions"), "Available"));
        }
        assertThat(seen).containsExactly("False", "True");
        assertThat(namespace("a")).isEqualTo(404);
        fleets.heal("a");
        fleets.settle();
        assertThat(value("a")).isEqualTo("one");
    }

    @Test
    void anUpdateRollsOutInWaves() {
        fleets.agent("a", "flapping", 100_000);
        fleets.place("p", "web", ALL, "{rollingUpdate: {maxUnavailable: 1}}");
        fleets.settle();
        fleets.agent("a", "stuck", 0);
        settings("two");
        fleets.settle();

        assertThat(value("a")).isEqualTo("one");
        assertThat(List.of(value("b"), value("c"))).containsOnly("one");
        assertThat(fleets.condition("p", "RolloutStarted")).isEqualTo("False");
        fleets.heal("a");
        fleets.settle();
        fleets.settle();
        assertThat(List.of(value("a"), value("b"), value("c"))).containsOnly("two");
    }

    @Test
    void pickFixedAndPickNFollowNamesLabelsTaintsAndSpread() {
        label("a", "env: prod, zone: z1");
        label("b", "env: prod, zone: z1");
        label("c", "env: dev, zone: z2");
        fleets.place("fixed", "web", "{placementType: PickFixed, clusterNames: [b, nowhere]}");
        fleets.place(
                "spread",
                "web",
                "{placementType: PickN, numberOfClusters: 2, topologySpreadConstraints: [{topologyKey: zone}]}");
        fleets.place(
                "prod",
                "web",
                "{placementType: PickN, numberOfClusters: 3, affinity: {clusterAffinity:"
                        + " {requiredDuringSchedulingIgnoredDuringExecution: {clusterSelectorTerms: [{labelSelector:"
                        + " {matchLabels: {env: prod}}}]}}}}");
        fleets.settle();

        assertThat(fleets.picked("fixed")).containsExactly("b");
        assertThat(fleets.condition("fixed", "Scheduled")).isEqualTo("False");
        assertThat(fleets.picked("spread")).containsExactlyInAnyOrder("a", "c");
        assertThat(fleets.picked("prod")).containsExactly("a", "b");
        fleets.hub(
                "PATCH",
                "/apis/cluster.kubernetes-fleet.io/v1/memberclusters/c",
                "{spec: {taints: [{key: k, value: v, effect: NoSchedule}]}}");
        fleets.place("tainted", "web", ALL);
        fleets.place("tolerating", "web", "{placementType: PickAll, tolerations: [{key: k, operator: Exists}]}");
        fleets.settle();
        assertThat(fleets.picked("tainted")).containsExactly("a", "b");
        assertThat(fleets.picked("tolerating")).containsExactly("a", "b", "c");
    }

    private void label(String member, String labels) {
        fleets.hub(
                "PATCH",
                "/apis/cluster.kubernetes-fleet.io/v1/memberclusters/" + member,
                "{metadata: {labels: {" + labels + "}}}");
    }

    @Test
    void membersThatJoinGetItAndMembersThatLeaveKeepIt() {
        fleets.place("p", "web", ALL);
        fleets.settle();
        fleets.cloud.delete(fleets.member("b"), FleetCloud.FLEETS);
        fleets.cloud.pass(Duration.ofMinutes(2));
        fleets.settle();
        assertThat(fleets.picked("p")).containsExactly("a", "c");
        assertThat(namespace("b")).isEqualTo(200);

        fleets.joined("b");
        fleets.settle();
        assertThat(fleets.picked("p")).containsExactly("a", "b", "c");
        assertThat(fleets.condition("p", "Available")).isEqualTo("True");
    }

    @Test
    void wrongPlacementsAreDenied() {
        assertThat(fleets.place("x", "web", "{placementType: PickFixed}").text("/message"))
                .contains("denied the request", "cluster names cannot be empty");
        assertThat(fleets.place("x", "web", "{placementType: PickN}").status()).isEqualTo(403);
        assertThat(fleets.place("x", "web", "{placementType: PickAll, numberOfClusters: 1}")
                        .status())
                .isEqualTo(403);
        fleets.place("kube", "kube-system", ALL);
        fleets.place("p", "web", ALL);
        assertThat(fleets.hub(
                                "PATCH",
                                "/apis/placement.kubernetes-fleet.io/v1/clusterresourceplacements/p",
                                "{spec: {policy: {placementType: PickN, numberOfClusters: 1}}}")
                        .text("/message"))
                .contains("placement type is immutable");
        fleets.settle();
        assertThat(fleets.placement("kube").at("/status/conditions/0/message").asText())
                .contains("kube-system is not allowed");
    }
}
