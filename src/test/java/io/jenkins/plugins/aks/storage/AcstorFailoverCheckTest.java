package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.LogLine;
import io.jenkins.plugins.aks.kubernetes.LogQuery;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** acstorFailoverCheck to its verdict, against the sandbox (W085 to W101). */
class AcstorFailoverCheckTest extends FailoverTestBase {

    /** Another server than the step's own, with SQL of its own, that keeps a second's commits in memory. */
    private static final String ORDERS =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: orders, namespace: default}
            spec:
              clusterIP: None
              selector: {app: orders}
              ports: [{port: 3306}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: orders, namespace: default}
            spec:
              serviceName: orders
              selector: {matchLabels: {app: orders}}
              template:
                metadata: {labels: {app: orders}}
                spec:
                  nodeSelector: {acstor.azure.com/io-engine: acstor}
                  containers:
                    - name: db
                      image: mysql:8.4
                      args: [FLUSH]
                      env:
                        - {name: MYSQL_ALLOW_EMPTY_PASSWORD, value: "yes"}
                        - {name: MYSQL_DATABASE, value: shop}
                      ports: [{containerPort: 3306}]
                      readinessProbe: {tcpSocket: {port: 3306}}
                      volumeMounts: [{name: store, mountPath: /var/lib/mysql, subPath: db}]
              volumeClaimTemplates:
                - metadata:
                    name: store
                    annotations: {acstor.azure.com/accept-ephemeral-storage: "true"}
                  spec:
                    accessModes: [ReadWriteOnce]
                    storageClassName: acstor-fast
                    resources: {requests: {storage: 1Gi}}
            """;

    private void orders(String argument) throws Exception {
        KubernetesClient client = session.kubernetes(clusterPath);
        for (String document : ORDERS.replace("FLUSH", argument).split("---\n")) {
            client.resource(document).create();
        }
    }

    /** Goes on to a moment that is of the same second as the last commit. */
    private void justAfterAnAcknowledgement() {
        try {
            Instant acknowledged;
            do {
                cloud.clock.advance(Duration.ofMillis(50));
                KubernetesClient client = session.kubernetes(clusterPath);
                JsonNode pod = kube("api/v1/namespaces/default/pods/" + FailoverTarget.writerName(scope.key()));
                List<LogLine> lines = new PodLogs(client)
                        .read(new PodContainer(pod, FailoverTarget.CONTAINER), LogQuery.all(1 << 20));
                acknowledged = lines.get(lines.size() - 1).at();
            } while (acknowledged.getNano() < 200_000_000
                    || acknowledged.getEpochSecond() != cloud.clock.instant().getEpochSecond());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void ofOrders(AcstorFailoverCheckStep step) {
        String mysql = "mysql --connect-timeout=3 -h \"$HOST\" -u root -N -B shop -e ";
        String table = "CREATE TABLE IF NOT EXISTS probe (r VARCHAR(20), id INT, sum VARCHAR(64)); ";
        step.setWorkload("orders");
        step.setWriteCommand(mysql + "\"" + table + "INSERT INTO probe VALUES ('$RUN', $ROW, '$CHECKSUM')\"");
        step.setReadCommand(mysql + "\"" + table + "SELECT id, sum FROM probe WHERE r = '$RUN'\"");
    }

    private List<String> nodes() throws Exception {
        List<String> names = new java.util.ArrayList<>();
        for (JsonNode node : kube("api/v1/nodes").path("items")) {
            if (FailoverView.pool(node).equals(POOL)) {
                assertThat(node.at("/spec/unschedulable").asBoolean()).isFalse();
                assertThat(FailoverView.isReady(node)).isTrue();
                names.add(FailoverView.name(node));
            }
        }
        return names;
    }

    private void nothingIsLeft() throws Exception {
        for (String kind : List.of("pods", "persistentvolumeclaims", "secrets", "services")) {
            assertThat(kube("api/v1/namespaces/default/" + kind).toString())
                    .as(kind)
                    .doesNotContain(FailoverTarget.NAME);
        }
        assertThat(kube("apis/apps/v1/namespaces/default/statefulsets").path("items"))
                .isEmpty();
        assertThat(poolSize()).isEqualTo(3);
    }

    @Test
    void aReplicatedVolumeSurvivesItsNode() throws Exception {
        List<String> before = nodes();

        Map<String, Object> result = check(step -> step.setJunit("failover.xml"));

        assertThat(unmet(result)).isEmpty();
        assertThat(result)
                .containsEntry("passed", true)
                .containsEntry("rowsLost", 0)
                .containsEntry("rowsDuplicated", 0)
                .containsEntry("storageClass", CLASS)
                .containsEntry("driver", "containerstorage.csi.azure.com")
                .containsEntry("nodePool", POOL)
                .containsEntry("left", List.of());
        assertThat(before).contains(String.valueOf(result.get("fromNode")));
        assertThat(result.get("toNode")).isNotEqualTo(result.get("fromNode"));
        assertThat((Integer) result.get("rowsAcknowledged")).isGreaterThan(40);
        assertThat((Double) result.get("unavailableSeconds")).isBetween(10.0, 180.0);
        assertThat(result).containsKeys("detectSeconds", "rescheduleSeconds", "attachSeconds", "firstReadSeconds");
        assertThat(session.files.text("failover.xml")).contains("<testcase", "every acknowledged row is there");
        nothingIsLeft();
        assertThat(nodes())
                .hasSize(3)
                .doesNotContain(String.valueOf(result.get("fromNode")))
                .contains(String.valueOf(result.get("addedNode")));
    }

    @Test
    void aDrainedNodeTakesPodsAgainAndTheAddedOneGoes() throws Exception {
        List<String> before = nodes();

        Map<String, Object> result = check(step -> step.setHow("drain"));

        assertThat(unmet(result)).isEmpty();
        assertThat(nodes()).containsExactlyInAnyOrderElementsOf(before);
        nothingIsLeft();
    }

    @Test
    void aDeletedMachineIsReplacedByTheAddedOne() throws Exception {
        Map<String, Object> result = check(step -> step.setHow("machine-delete"));

        assertThat(unmet(result)).isEmpty();
        assertThat(nodes()).hasSize(3).doesNotContain(String.valueOf(result.get("fromNode")));
        nothingIsLeft();
    }

    @Test
    void oneReplicaLosesItsRowsAndTheyAreNamed() throws Exception {
        pool("single", step -> {});

        Map<String, Object> result = run(
                operation(new AcstorFailoverCheckStep(), step -> step.setStorageClass("acstor-single")),
                new MemoryJournal());

        assertThat(result).containsEntry("passed", false);
        assertThat(result.get("rowsLost")).isEqualTo(result.get("rowsAcknowledged"));
        assertThat(String.valueOf(result.get("lostRows"))).startsWith("1-");
        assertThat(session.log).anyMatch(line -> line.contains("the storage pool single keeps one replica"));
        nothingIsLeft();
    }

    @Test
    void theDefaultStorageClassTakesTooLong() throws Exception {
        Map<String, Object> result =
                run(operation(new AcstorFailoverCheckStep(), step -> step.setNodePool(POOL)), new MemoryJournal());

        assertThat(result).containsEntry("passed", false).containsEntry("nodePool", POOL);
        assertThat(unmet(result))
                .singleElement()
                .asString()
                .matches("rows are acknowledged again in time: after [67]m.*attach at 4.*; rows that were not taken:"
                        + " \\d+-\\d+\\)");
        assertThat(result).containsEntry("rowsLost", 0);
        nothingIsLeft();
    }

    @Test
    void aServerThatKeepsTheLastSecondInMemoryLosesIt() throws Exception {
        orders("--innodb-flush-log-at-trx-commit=0");
        once("node away: begins", this::justAfterAnAcknowledgement);

        Map<String, Object> result = check(step -> {
            ofOrders(step);
            step.setHow("machine-delete");
        });

        assertThat(result).containsEntry("passed", false);
        assertThat((Integer) result.get("rowsLost")).isBetween(1, 3);
        assertThat(unmet(result))
                .singleElement()
                .asString()
                .startsWith("every acknowledged row is there: " + result.get("rowsLost"))
                .endsWith("(rows " + result.get("lostRows") + ")");
    }

    @Test
    void aWorkloadOfTheCallerIsUsedAndLeftAlone() throws Exception {
        orders("--innodb-flush-log-at-trx-commit=1");

        Map<String, Object> result = check(AcstorFailoverCheckTest::ofOrders);

        assertThat(unmet(result)).isEmpty();
        assertThat(kube("apis/apps/v1/namespaces/default/statefulsets/orders")
                        .at("/status/readyReplicas")
                        .asInt())
                .isEqualTo(1);
        assertThat(session.gate.writes())
                .noneMatch(write -> write.toString().contains("/statefulsets/")
                        || write.toString().contains("claims/"));
        assertThat(nodes()).hasSize(3);
    }

    @Test
    void aKeptWorkloadIsUsedAgain() throws Exception {
        check(step -> step.setKeep(true));
        String volume = kube("api/v1/namespaces/default/persistentvolumeclaims/data-acstor-failover-0")
                .at("/spec/volumeName")
                .asText();
        assertThat(poolSize()).isEqualTo(3);

        Map<String, Object> again = run(operation(step -> {}), new MemoryJournal());

        assertThat(volume).isNotEmpty();
        assertThat(unmet(again)).isEmpty();
        nothingIsLeft();
    }

    @Test
    void aFailureBeforeTheVerdictPutsEverythingBack() throws Exception {
        orders("--no-such-option");

        assertThatThrownBy(() -> check(AcstorFailoverCheckTest::ofOrders))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("StatefulSet default/orders has no ready pod after 10m00s")
                .hasMessageContaining("What the check had changed was put back");
        assertThat(poolSize()).isEqualTo(3);
    }

    @Test
    void nothingSecretLeavesTheCluster() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        String[] password = new String[1];
        once("writer:", () -> {
            try {
                String data = kube("api/v1/namespaces/default/secrets/acstor-failover")
                        .at("/data/MYSQL_PASSWORD")
                        .asText();
                password[0] =
                        new String(java.util.Base64.getDecoder().decode(data), java.nio.charset.StandardCharsets.UTF_8);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        Map<String, Object> result = run(operation(step -> {}), journal);

        assertThat(password[0]).hasSizeGreaterThan(20);
        assertThat(result.toString() + session.log + journal.saved()).doesNotContain(password[0]);
    }
}
