package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What acstorFailoverCheck refuses before anything is sent. */
class AcstorFailoverCheckStepTest {
    private final AksScope scope = new FixedScope("s", "rg", "demo", Optional.of("westeurope"));

    private static AcstorFailoverCheckStep step(String storageClass) {
        AcstorFailoverCheckStep step = new AcstorFailoverCheckStep();
        step.setStorageClass(storageClass);
        return step;
    }

    private void refused(Consumer<AcstorFailoverCheckStep> parameters, String... texts) {
        AcstorFailoverCheckStep step = step("acstor-fast");
        parameters.accept(step);
        assertThatThrownBy(() -> step.operation(scope))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContainingAll(texts);
    }

    @Test
    void wrongWordsAndNumbersAreRefused() {
        refused(step -> step.setHow("delete"), "how", "'node-delete', 'drain', 'machine-delete'");
        refused(step -> step.setMaxUnavailable("3 minutes"), "maxUnavailable");
        refused(step -> step.setRecoveryTimeLimit("soon"), "recoveryTimeLimit");
        refused(step -> step.setMaxLostRows(-1), "maxLostRows", "0 or more");
        refused(step -> step.setRows(0), "rows", "1 to 1000");
        refused(step -> step.setSize("5GB"), "size", "5Gi");
        refused(step -> step.setImage("a b"), "image");
        refused(step -> step.setNamespace("Shop"), "namespace");
        refused(step -> step.setSecret("a/b"), "secret");
        refused(step -> step.setNodePool("a b"), "nodePool");
        refused(step -> step.setOnFailure("explode"), "onFailure");
    }

    @Test
    void aWorkloadAndItsCommandsComeTogether() {
        refused(step -> step.setWriteCommand("true"), "workload", "writeCommand or readCommand");
        refused(step -> step.setWorkload("shop/db"), "writeCommand", "$ROW");
        refused(
                step -> {
                    step.setWorkload("shop/db");
                    step.setWriteCommand("true");
                },
                "readCommand");
        refused(
                step -> {
                    step.setWorkload("shop/db/x");
                    step.setWriteCommand("true");
                    step.setReadCommand("true");
                },
                "workload");
    }

    @Test
    void theUsualParametersAreSound() throws Exception {
        assertThat(new AcstorFailoverCheckStep().operation(scope)).isInstanceOf(AcstorFailoverCheck.class);
        assertThat(step("acstor-fast").operation(scope).writerKey())
                .contains(
                        "/subscriptions/s/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/demo");
    }
}
