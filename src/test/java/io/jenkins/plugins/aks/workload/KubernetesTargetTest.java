package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step on Kubernetes objects reaches the hub of a fleet where {@code withAks} names one, and no cluster. */
class KubernetesTargetTest {

    private record Hub() implements AksScope {

        @Override
        public String subscription() {
            return "s";
        }

        @Override
        public String resourceGroup() {
            return "rg";
        }

        @Override
        public String cluster() throws InvalidParameterException {
            throw new InvalidParameterException("cluster", null, "none", "The hub was meant.");
        }

        @Override
        public String kubernetesId() {
            return "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/fleets/all";
        }

        @Override
        public Optional<String> location() {
            return Optional.empty();
        }

        @Override
        public String key() {
            return "lab/7/12";
        }
    }

    private interface Made {
        void by(AksScope scope) throws OperationException;
    }

    static Stream<Made> steps() {
        KubeApplyStep apply = new KubeApplyStep();
        apply.setYaml("{apiVersion: v1, kind: Namespace, metadata: {name: a}}");
        KubeLogsStep logs = new KubeLogsStep();
        logs.setPod("a");
        KubeExecStep exec = new KubeExecStep(List.of("date"));
        exec.setPod("a");
        exec.setContainer("b");
        KubeDeleteStep delete = new KubeDeleteStep("pod");
        delete.setName("a");
        KubeWaitStep wait = new KubeWaitStep("pod");
        wait.setName("a");
        KubeRestartStep restart = new KubeRestartStep("deployment");
        restart.setName("a");
        return Stream.of(
                apply::operation,
                logs::operation,
                exec::operation,
                delete::operation,
                wait::operation,
                restart::operation,
                new KubeGetStep("pods")::operation,
                new KubeRunStep("busybox")::operation,
                new WithKubeconfigStep()::operation);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void theHubIsMeant(Made step) {
        assertThatCode(() -> step.by(new Hub())).doesNotThrowAnyException();
    }
}
