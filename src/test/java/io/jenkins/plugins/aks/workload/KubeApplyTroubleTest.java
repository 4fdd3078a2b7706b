package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.sandbox.kubernetes.Manifests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong with an apply ends in words that name the object, its namespace and what was seen. */
class KubeApplyTroubleTest {
    private static final int TURNS = 30;

    private final KubeApplyKit kit = new KubeApplyKit();

    @AfterEach
    void close() {
        kit.close();
    }

    /** What the step waits for after a while; the end of its time limit shows the same. */
    private String waits(String yaml) throws Exception {
        kit.journal = new MemoryJournal();
        var apply = KubeApplyKit.operation(yaml, step -> {});
        for (int i = 0; i < TURNS; i++) {
            Turn turn = apply.advance(kit.session, kit.journal);
            kit.waitingFor = ((Turn.Again) turn).waitingFor();
            kit.server.pass(((Turn.Again) turn).after().plusSeconds(1));
        }
        return kit.waitingFor;
    }

    @Test
    void yamlThatIsMalformedIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> kit.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\ndata: {}"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("line");
        assertThat(kit.writes()).isZero();
    }

    @Test
    void anotherManagersFieldIsNamedWithItsManager() throws Exception {
        ConfigMap theirs = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .withNamespace("default")
                .endMetadata()
                .addToData("level", "high")
                .build();
        kit.session.kubernetes("").resource(theirs).fieldManager("helm").serverSideApply();

        assertThatThrownBy(() -> kit.apply(Manifests.configMap("settings", "{level: low}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("ConfigMap default/settings")
                .hasMessageContaining("helm")
                .hasMessageContaining(".data.level");
        assertThat(kit.apply(Manifests.configMap("settings", "{level: low}"), step -> step.setForce(true)))
                .containsEntry("changed", true);
    }

    @Test
    void anImageThatNeverPullsIsNamed() throws Exception {
        assertThat(waits(Manifests.deployment("web", 1, "registry.invalid/web:1")))
                .contains("Deployment default/web")
                .contains("ImagePullBackOff: Back-off pulling image \"registry.invalid/web:1\"");
    }

    @Test
    void aQuotaThatIsUsedUpIsNamed() throws Exception {
        kit.server.post(
                "/api/v1/namespaces/default/resourcequotas",
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {pods: '1', configmaps:"
                        + " '1'}}}");

        assertThat(waits(Manifests.deployment("web", 2, "nginx")))
                .contains("Deployment default/web")
                .contains("FailedCreate: Error creating: pods \"web-")
                .contains("exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1");
        assertThatThrownBy(() -> kit.apply(
                        Manifests.configMap("one", "{a: b}") + "\n---\n" + Manifests.configMap("two", "{a: b}")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("ConfigMap default/")
                .hasMessageContaining("exceeded quota: few, requested: configmaps=1")
                .hasMessageContaining("have its ResourceQuota raised");
    }

    @Test
    void fiveHundredObjectsTakeABoundedNumberOfRequests() throws Exception {
        List<String> maps = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            maps.add(Manifests.configMap("map-" + i, "{number: '" + i + "'}"));
        }
        String yaml = String.join("\n---\n", maps);
        int before = kit.server.asked().size();

        assertThat(kit.apply(yaml)).containsEntry("changed", true);

        int first = kit.server.asked().size() - before;
        assertThat(kit.writes()).isBetween(500L, 510L);
        // One look, one check and one apply for each, and a few for discovery.
        assertThat(first).isLessThan(3 * 500 + 50);
        long writes = kit.writes();
        assertThat(kit.apply(yaml)).containsEntry("changed", false);
        assertThat(kit.writes() - writes).as("dry runs aside").isLessThanOrEqualTo(500);
    }
}
