package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** storagePool through the real clients against the sandbox (W082 to W084). */
class StoragePoolTest extends StorageTestBase {

    private static final String CLAIM =
            """
            {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data","namespace":"default",
             "annotations":{"acstor.azure.com/accept-ephemeral-storage":"true"}},"spec":{
             "accessModes":["ReadWriteOnce"],"storageClassName":"acstor-fast",
             "resources":{"requests":{"storage":"1Gi"}}}}
            """;

    private static final String USER =
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"user","namespace":"default"},"spec":{"containers":[
             {"name":"c","image":"busybox","command":["sleep","infinity"]}],"volumes":[
             {"name":"d","persistentVolumeClaim":{"claimName":"data"}}]}}
            """;

    @BeforeEach
    void storage() throws Exception {
        enable(step -> {});
    }

    @Test
    void aReplicatedPoolBringsItsStorageClassOnce() throws Exception {
        Map<String, Object> result = pool("fast", step -> step.setReplicas(3));

        assertThat(result)
                .containsEntry("storageClass", "acstor-fast")
                .containsEntry("provisioner", "containerstorage.csi.azure.com")
                .containsEntry("replicas", 3)
                .containsEntry("nodes", 3)
                .containsEntry("changed", true);
        int before = writes();
        assertThat(pool("fast", step -> step.setReplicas(3))).containsEntry("changed", false);
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void aPoolThatDiffersIsReplacedOnRequestOnly() throws Exception {
        pool("fast", step -> {});

        assertThatThrownBy(() -> pool("fast", step -> step.setReplicas(3)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("cannot be changed")
                .hasMessageContaining("replace: true");
        assertThat(pool("fast", step -> {
                    step.setReplicas(3);
                    step.setReplace(true);
                }))
                .containsEntry("replicas", 3)
                .containsEntry("changed", true);
        assertThat(kube("apis/storage.k8s.io/v1/storageclasses/acstor-fast")
                        .at("/parameters/replicas")
                        .asText())
                .isEqualTo("3");
    }

    @Test
    void aPoolInUseIsNeitherReplacedNorDeleted() throws Exception {
        pool("fast", step -> {});
        session.kubernetes(clusterPath).resource(CLAIM).create();
        session.kubernetes(clusterPath).resource(USER).create();
        kube("api/v1/nodes");
        cloud.pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> pool("fast", step -> step.setState("absent")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("in use by the claims default/data");
        assertThatThrownBy(() -> pool("fast", step -> {
                    step.setReplicas(3);
                    step.setReplace(true);
                }))
                .hasMessageContaining("default/data");
        assertThatThrownBy(() -> enable(step -> step.setState("absent")))
                .hasMessageContaining("default/data (storage pool fast)");
    }

    @Test
    void absentWaitsUntilTheClassIsGoneToo() throws Exception {
        pool("fast", step -> {});

        assertThat(pool("fast", step -> step.setState("absent"))).containsEntry("changed", true);

        assertThat(kube("apis/storage.k8s.io/v1/storageclasses").toString()).doesNotContain("acstor-fast");
        assertThat(pool("fast", step -> step.setState("absent"))).containsEntry("changed", false);
    }

    @Test
    void moreReplicasThanNodesAreWarnedOf() {
        assertThatThrownBy(() -> pool("fast", step -> step.setReplicas(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not done");
        assertThat(session.log)
                .filteredOn(line -> line.startsWith("warning: 5 replicas need as many ready nodes"))
                .hasSize(1);
    }

    @Test
    void wrongParametersAreRefused() {
        assertThatThrownBy(() -> pool("fast", step -> step.setReplicas(2)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("1, 3 or 5");
        assertThatThrownBy(() -> pool("fast", step -> {
                    step.setDisk("temp");
                    step.setReplicas(3);
                }))
                .hasMessageContaining("Only pools of NVMe disks are replicated");
        assertThatThrownBy(() -> pool("Fast_1", step -> {})).hasMessageContaining("lower-case letters");
        assertThatThrownBy(() -> pool("fast", step -> step.setDisk("azureDisk")))
                .hasMessageContaining("1Ti");
        assertThatThrownBy(() -> pool("fast", step -> step.setSize("1Ti"))).hasMessageContaining("whole disks");
    }
}
