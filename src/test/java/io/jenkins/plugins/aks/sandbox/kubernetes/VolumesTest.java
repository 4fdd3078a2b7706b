package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of volumes and of the rows on them when pods and nodes come and go. */
class VolumesTest {
    private static final String CLAIM = "/api/v1/namespaces/default/persistentvolumeclaims/data-mysql-0";
    private static final String POD = DatabaseCluster.PODS + "/mysql-0";
    private static final String ATTACHMENTS = "/apis/storage.k8s.io/v1/volumeattachments";
    private static final String ZONES = "availabilityZones: ['1', '2', '3']";
    private static final String LABEL = "nodeLabels: {acstor.azure.com/io-engine: acstor}";

    private final DatabaseCluster cluster = new DatabaseCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private void nodes(int count, String more) {
        cluster.api().cluster(Manifests.pool("user", count, LABEL + (more.isEmpty() ? "" : ", " + more)));
        cluster.pass(Duration.ofMinutes(1));
    }

    /** As when somebody has the container service delete them. */
    private void deleteMachines(int left, String... names) {
        String deleted = "{deletedMachines: [" + String.join(", ", names) + "], ";
        cluster.api().cluster(Manifests.pool("user", left, LABEL).replaceFirst("\\{", deleted));
        pass(5);
    }

    private void local(int replicas) {
        cluster.api()
                .post(
                        "/apis/storage.k8s.io/v1/storageclasses",
                        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local}, provisioner:"
                                + " containerstorage.csi.azure.com, volumeBindingMode: WaitForFirstConsumer, parameters:"
                                + " {ephemeral: 'true', replicas: '" + replicas + "'}}");
    }

    private void database(String storageClass, String options) {
        cluster.database(storageClass, options);
        pass(60);
        cluster.sql("CREATE TABLE school.t (id INT PRIMARY KEY); INSERT INTO school.t VALUES (1), (2)");
    }

    /** Lets time pass as a client sees it that looks each five seconds. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            cluster.pass(Duration.ofSeconds(5));
        }
    }

    private String node() {
        return Json.text(cluster.object(POD), "spec", "nodeName");
    }

    private String rows() {
        return cluster.sql("SELECT GROUP_CONCAT(id ORDER BY id) FROM school.t")
                .out()
                .strip();
    }

    private boolean isReady() {
        return Pods.ready(cluster.object(POD));
    }

    private int secondsUntilReady(int most) {
        for (int i = 0; i < most; i += 5) {
            if (isReady()) {
                return i;
            }
            pass(5);
        }
        return most;
    }

    private List<String> events(String name) {
        return cluster.object("/api/v1/namespaces/default/events?fieldSelector=involvedObject.name=" + name)
                .path("items")
                .findValuesAsText("message");
    }

    private void trouble(String field, String... names) {
        ObjectNode document = Json.object();
        ObjectNode value = document.putObject("value");
        for (String name : names) {
            value.withArray(field).add(name);
        }
        cluster.api().store().put("data/storage", document);
    }

    @Test
    void aDiskIsMadeForItsFirstConsumerInItsZone() {
        nodes(3, ZONES);
        cluster.apply("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: alone}, spec: {accessModes:"
                + " [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}");
        database("managed-csi", "");

        assertThat(events("alone")).containsExactly("waiting for first consumer to be created before binding");
        JsonNode claim = cluster.object(CLAIM);
        assertThat(Json.text(claim, "status", "phase")).isEqualTo("Bound");
        JsonNode volume = cluster.object("/api/v1/persistentvolumes/" + Json.text(claim, "spec", "volumeName"));
        assertThat(Json.text(volume, "spec", "csi", "driver")).isEqualTo("disk.csi.azure.com");
        String zone = Pods.label(cluster.object("/api/v1/nodes/" + node()), "topology.kubernetes.io/zone");
        assertThat(Json.at(volume, "spec", "nodeAffinity").toString()).contains("topology.kubernetes.io/zone", zone);
        JsonNode attachment = cluster.object(ATTACHMENTS).at("/items/0");
        assertThat(Attachments.node(attachment)).isEqualTo(node());
        assertThat(Json.at(attachment, "status", "attached").asBoolean()).isTrue();
        assertThat(events("mysql-0"))
                .anyMatch(text -> text.startsWith("AttachVolume.Attach succeeded for volume \"pvc-"));
    }

    @Test
    void aDiskFollowsItsPodWithinItsZone() {
        nodes(2, "availabilityZones: ['1']");
        database("managed-csi", "");
        String before = node();
        cluster.api().patch("/api/v1/nodes/" + before, "strategic-merge", "{\"spec\":{\"unschedulable\":true}}");
        cluster.api().delete(POD);

        assertThat(secondsUntilReady(300)).isBetween(20, 60);
        assertThat(node()).isNotEqualTo(before);
        assertThat(events("mysql-0")).anyMatch(text -> text.startsWith("Multi-Attach error for volume"));
        assertThat(rows()).isEqualTo("1,2");
    }

    @Test
    void aDiskIsBoundToItsZone() {
        nodes(3, ZONES);
        database("managed-csi", "");
        cluster.api().delete("/api/v1/nodes/" + node());

        pass(120);
        assertThat(Json.at(cluster.object(POD), "status", "conditions").toString())
                .contains("0/2 nodes are available: 2 node(s) had volume node affinity conflict.");
    }

    @Test
    void aDiskOfANodeThatIsGoneIsTakenAwayAfterMinutes() {
        nodes(2, "availabilityZones: ['1']");
        database("managed-csi", "");
        String before = node();
        cluster.api().delete("/api/v1/nodes/" + before);

        assertThat(secondsUntilReady(30)).isZero();
        pass(70);
        assertThat(node()).isNotEqualTo(before);
        assertThat(secondsUntilReady(900)).isBetween(330, 420);
        assertThat(rows()).isEqualTo("1,2");
    }

    @Test
    void theServiceForgetsAPodWhoseNodeIsGoneAtOnce() {
        nodes(2, "availabilityZones: ['1']");
        database("managed-csi", "");
        cluster.pod("client", "containers: [{name: c, image: 'mysql:8.4', command: [sleep, infinity]}]");
        pass(15);
        if (Json.text(cluster.object(DatabaseCluster.PODS + "/client"), "spec", "nodeName")
                .equals(node())) {
            throw new IllegalStateException("the client must be elsewhere");
        }
        cluster.api().delete("/api/v1/nodes/" + node());
        pass(5);

        assertThat(cluster.object("/api/v1/namespaces/default/endpoints/mysql").has("subsets"))
                .isFalse();
        assertThat(cluster.run("client", "", "mysql", "-h", "mysql-0.mysql", "-e", "SELECT 1")
                        .error())
                .isEqualTo("ERROR 2005 (HY000): Unknown MySQL server host 'mysql-0.mysql' (-2)\n");
        assertThat(rows()).isEqualTo("1,2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplicatedVolumeSurvivesItsNode(boolean machine) {
        nodes(4, "");
        local(3);
        database("local", "");
        String before = node();
        if (machine) {
            deleteMachines(3, before);
        } else {
            cluster.api().delete("/api/v1/nodes/" + before);
        }
        pass(70);

        assertThat(secondsUntilReady(300)).isLessThan(100);
        assertThat(node()).isNotEqualTo(before);
        assertThat(rows()).isEqualTo("1,2");
        assertThat(Json.text(cluster.object(CLAIM), "spec", "volumeName")).isNotEmpty();
    }

    @Test
    void aVolumeWithoutReplicasGoesWithItsMachine() {
        nodes(3, "");
        local(1);
        database("local", "");
        String before = node();
        cluster.api().delete("/api/v1/nodes/" + before);
        pass(120);
        assertThat(conditions()).contains("0/2 nodes are available: 2 node(s) had volume node affinity conflict.");
        assertThat(bytes()).isNotZero();

        deleteMachines(2, before);
        assertThat(bytes()).isZero();
    }

    private String conditions() {
        return Json.at(cluster.object(POD), "status", "conditions").toString();
    }

    /** How many records of the server's log there are. */
    private int bytes() {
        return (int) cluster.api().store().under("k8s/" + ApiServer.KEY + "/volumes/").keySet().stream()
                .filter(key -> key.contains("/records/"))
                .count();
    }

    @Test
    void aSecondLossBeforeTheRebuildIsSurvivedAndTheThirdIsNot() {
        nodes(3, "");
        local(3);
        database("local", "");
        List<String> others = cluster.api().names("/api/v1/nodes");
        others.remove(node());
        cluster.api().delete("/api/v1/nodes/" + node());
        pass(75);
        assertThat(secondsUntilReady(300)).isLessThan(100);
        cluster.api().delete("/api/v1/nodes/" + node());
        pass(75);
        assertThat(secondsUntilReady(300)).isLessThan(100);
        assertThat(rows()).isEqualTo("1,2");

        nodes(4, "");
        cluster.api().delete("/api/v1/nodes/" + node());
        assertThat(bytes()).isNotZero();
        pass(300);
        assertThat(events("mysql-0")).anyMatch(text -> text.contains("has no healthy replica left"));
        assertThat(bytes()).isZero();
        assertThat(isReady()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void aMachineTakesAlongWhatWasNotYetOnTheDisk(String flush) {
        nodes(4, "");
        local(3);
        database("local", "args: ['--innodb-flush-log-at-trx-commit=" + flush + "'],");
        cluster.api().pass(Duration.ofMillis(2300));
        cluster.sql("INSERT INTO school.t VALUES (3)");
        assertThat(rows()).isEqualTo("1,2,3");
        cluster.api().pass(Duration.ofMillis(200));
        String before = node();
        cluster.api()
                .cluster(Manifests.pool("user", 3, LABEL).replaceFirst("\\{", "{deletedMachines: [" + before + "], "));
        cluster.pass(Duration.ofMinutes(1));
        pass(10);

        assertThat(secondsUntilReady(300)).isLessThan(100);
        assertThat(rows()).isEqualTo(flush.equals("1") ? "1,2,3" : "1,2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Delete", "Retain"})
    void aVolumeGoesWithItsClaimUnlessItIsRetained(String policy) {
        nodes(1, "");
        cluster.api()
                .post(
                        "/apis/storage.k8s.io/v1/storageclasses",
                        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: kept}, provisioner:"
                                + " disk.csi.azure.com, reclaimPolicy: " + policy + "}");
        database("kept", "");
        String volume = cluster.api().names("/api/v1/persistentvolumes").get(0);
        cluster.api().delete("/apis/apps/v1/namespaces/default/statefulsets/mysql");
        cluster.api().delete(CLAIM);
        pass(30);

        boolean retained = policy.equals("Retain");
        assertThat(cluster.api().get("/api/v1/persistentvolumes/" + volume).code())
                .isEqualTo(retained ? 200 : 404);
        assertThat(bytes() > 0).isEqualTo(retained);
        if (retained) {
            assertThat(Json.text(cluster.object("/api/v1/persistentvolumes/" + volume), "status", "phase"))
                    .isEqualTo("Released");
        }
        assertThat(cluster.api().names(ATTACHMENTS)).isEmpty();
    }

    @Test
    void dataOnLocalDisksMustBeAccepted() {
        nodes(3, "");
        local(1);
        cluster.apply("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes:"
                + " [ReadWriteOnce], storageClassName: local, resources: {requests: {storage: 1Gi}}}}");
        cluster.pod(
                "one",
                "containers: [{name: c, image: busybox, command: [sleep, infinity]}], volumes: [{name: d,"
                        + " persistentVolumeClaim: {claimName: data}}]");
        pass(30);

        assertThat(events("data")).anyMatch(text -> text.contains("acstor.azure.com/accept-ephemeral-storage"));
        assertThat(Json.text(cluster.object(DatabaseCluster.PODS + "/one"), "status", "phase"))
                .isEqualTo("Pending");
    }

    @Test
    void aVolumeThatIsNeverAttachedKeepsItsPodWaiting() {
        nodes(2, "");
        trouble("neverAttached", "data-mysql-0");
        cluster.database("managed-csi", "");
        pass(180);

        assertThat(Json.text(cluster.object(POD), "status", "phase")).isEqualTo("Pending");
        assertThat(events("mysql-0"))
                .anyMatch(text -> text.startsWith("AttachVolume.Attach failed for volume"))
                .anyMatch(text -> text.startsWith("Unable to attach or mount volumes: unmounted volumes=[data]"));
    }

    @Test
    void aVolumeThatIsNeverDetachedKeepsTheNextPodWaiting() {
        nodes(2, "availabilityZones: ['1']");
        database("managed-csi", "");
        trouble("neverDetached", "data-mysql-0");
        cluster.api().patch("/api/v1/nodes/" + node(), "strategic-merge", "{\"spec\":{\"unschedulable\":true}}");
        cluster.api().delete(POD);

        assertThat(secondsUntilReady(1200)).isEqualTo(1200);
        trouble("nothing");
        pass(60);
        assertThat(isReady()).isTrue();
    }

    @Test
    void aVolumeThatAMoveDamagesEndsItsServer() {
        nodes(2, "availabilityZones: ['1']");
        trouble("damagedByMove", "data-mysql-0");
        database("managed-csi", "");
        assertThat(isReady()).isTrue();
        cluster.api().patch("/api/v1/nodes/" + node(), "strategic-merge", "{\"spec\":{\"unschedulable\":true}}");
        cluster.api().delete(POD);
        pass(120);

        assertThat(cluster.log("mysql-0")).contains("[ERROR] [MY-011971] [InnoDB]");
        assertThat(cluster.object(POD).toString()).contains("CrashLoopBackOff");
    }

    @Test
    void newNodesMayNeverBecomeReady() {
        nodes(1, "");
        trouble("neverReady", "user");
        nodes(2, "");

        JsonNode nodes = cluster.object("/api/v1/nodes").path("items");
        assertThat(List.of(Conditions.isTrue(nodes.path(0), "Ready"), Conditions.isTrue(nodes.path(1), "Ready")))
                .containsExactly(true, false);
        pass(60);
        assertThat(Conditions.isTrue(
                        cluster.object("/api/v1/nodes").path("items").path(1), "Ready"))
                .isFalse();
    }

    @Test
    void podsOfASilentNodeStayTerminatingUntilSomebodyForcesThem() {
        nodes(4, "");
        local(3);
        database("local", "");
        String before = node();
        trouble("unreachable", before);
        pass(60);
        assertThat(Conditions.isTrue(cluster.object("/api/v1/nodes/" + before), "Ready"))
                .isFalse();
        assertThat(isReady()).isFalse();
        assertThat(Meta.deleting(cluster.object(POD))).isFalse();
        pass(600);
        assertThat(Meta.deleting(cluster.object(POD))).isTrue();
        assertThat(node()).isEqualTo(before);

        cluster.api().deleteWith(POD, "{\"gracePeriodSeconds\":0}");
        assertThat(secondsUntilReady(300)).isLessThan(60);
        assertThat(node()).isNotEqualTo(before);
        assertThat(rows()).isEqualTo("1,2");
    }

    @Test
    void aPodWithAFinalizerOutlivesItsNode() {
        nodes(4, "");
        local(3);
        database("local", "");
        String before = node();
        cluster.api().patch(POD, "merge", "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}");
        cluster.api().delete("/api/v1/nodes/" + before);
        pass(300);

        assertThat(Meta.deleting(cluster.object(POD))).isTrue();
        assertThat(node()).isEqualTo(before);
    }

    @Test
    void nobodyAnswersForANodeThatIsGone() {
        nodes(2, "availabilityZones: ['1']");
        database("managed-csi", "");
        cluster.api().delete("/api/v1/nodes/" + node());

        assertThat(cluster.api().get(POD + "/log").text("message")).isEqualTo("nodes \"" + node() + "\" not found");
        assertThat(cluster.api().get(POD + "/log").code()).isEqualTo(404);
    }

    @Test
    void whoDeletesAnAttachmentGetsTheDiskSooner() {
        nodes(2, "availabilityZones: ['1']");
        database("managed-csi", "");
        cluster.api().delete("/api/v1/nodes/" + node());
        pass(70);
        assertThat(isReady()).isFalse();
        cluster.api()
                .delete(ATTACHMENTS + "/" + cluster.api().names(ATTACHMENTS).get(0));

        assertThat(secondsUntilReady(300)).isLessThan(60);
        assertThat(rows()).isEqualTo("1,2");
    }

    @Test
    void scalingDownEmptiesANodeFirst() {
        nodes(1, "");
        database("managed-csi", "");
        cluster.api().patch("/api/v1/nodes/" + node(), "strategic-merge", "{\"spec\":{\"unschedulable\":true}}");
        nodes(2, "");
        cluster.api().delete(POD);
        assertThat(secondsUntilReady(300)).isLessThan(60);
        cluster.api()
                .patch(
                        "/api/v1/nodes/" + cluster.api().names("/api/v1/nodes").get(0),
                        "strategic-merge",
                        "{\"spec\":{\"unschedulable\":false}}");
        nodes(1, "");

        assertThat(secondsUntilReady(300)).isLessThan(60);
        assertThat(rows()).isEqualTo("1,2");
    }
}
