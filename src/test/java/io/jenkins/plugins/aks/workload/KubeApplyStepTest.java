package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is refused before anything is sent. */
class KubeApplyStepTest {

    private static void refused(String yaml, Consumer<KubeApplyStep> parameters, String message) {
        assertThatThrownBy(() -> KubeApplyKit.operation(yaml, parameters))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }

    @Test
    void somethingHasToBeApplied() {
        refused(null, step -> {}, "files: nothing was given; allowed: files, yaml, urls or builtin");
        refused(null, step -> step.setFiles(List.of(" ")), "files: nothing was given");
    }

    @Test
    void unknownNamesAndAddressesAreRefused() {
        refused(null, step -> step.setBuiltin("shop"), "builtin: 'shop' was given; allowed: store");
        refused(null, step -> step.setUrls(List.of("http://example.org/a.yaml")), "urls: 'http://example.org/a.yaml'");
        refused(
                null,
                step -> {
                    step.setBuiltin("store");
                    step.setNamespace("Pets");
                },
                "namespace: 'Pets'");
    }

    @Test
    void aTextThatIsNoManifestIsRefusedWithItsLine() {
        refused("a: b\n c: d", step -> {}, "yaml, line 2, column 3: no valid YAML");
        refused("kind: ConfigMap\nmetadata: {name: a}", step -> {}, "apiVersion is missing");
    }
}
