package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.ImageGate;
import io.jenkins.standin.Lab;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubeApply(verify: …)}: what is applied was verified, and nothing is applied where something was not. */
class VerifiedImagesTest {
    private static final String PODS =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: one}
            spec:
              initContainers:
              - {name: first, image: "demo.example/init:1"}
              containers:
              - {name: main, image: "demo.example/web:2"}
              - {name: other, image: "demo.example/web:2"}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {image: "not an image"}
            """;

    private final KubeApplyKit kit = new KubeApplyKit();

    @TempDir
    private File home;

    @BeforeEach
    void start() {
        Lab.start(home, "http://jenkins/");
        Lab.add(new Gate());
    }

    @AfterEach
    void close() {
        kit.close();
        Lab.stop();
    }

    @Test
    void everyImageIsAppliedByTheDigestThatWasVerified() throws Exception {
        Map<String, Object> result = kit.apply(PODS, step -> {
            step.setVerify(Map.of("trusting", "demo.example"));
            step.setAwait(false);
        });
        String digest = "@sha256:" + "ab".repeat(32);
        assertThat(result.get("images"))
                .isEqualTo(List.of("demo.example/init" + digest, "demo.example/web" + digest, "not an image"));
        assertThat(kit.session.lines).contains("verifying [demo.example/init:1, demo.example/web:2]");
    }

    @Test
    void nothingIsAppliedWhereAnImageIsNotVerified() {
        long before = kit.writes();
        assertThatThrownBy(() -> kit.apply(PODS, step -> step.setVerify(Map.of("trusting", "other.example"))))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("demo.example/init:1 is not verified");
        assertThat(kit.writes()).isEqualTo(before);
    }

    @Test
    void anImageWithoutAGoodNameIsRefused() {
        long before = kit.writes();
        String bad = PODS.replace("demo.example/init:1", "demo.example/INIT");
        assertThatThrownBy(() -> kit.apply(bad, step -> step.setVerify(Map.of("trusting", "demo.example"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("INIT");
        assertThat(kit.writes()).isEqualTo(before);
    }

    @Test
    void argumentsThatTheGateDoesNotTakeAreRefusedAtOnce() {
        for (String name : List.of("images", "unknown", "cluster")) {
            assertThatThrownBy(() -> KubeApplyKit.operation(PODS, step -> step.setVerify(Map.of(name, "x"))))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageStartingWith("verify: '" + name + "' was given; allowed: trusting");
        }
    }

    private static final class Gate extends ImageGate {
        @Override
        protected Class<? extends AksStep> step() {
            return FakeVerifyStep.class;
        }

        @Override
        protected Set<String> forbidden() {
            return Set.of("images");
        }
    }
}
