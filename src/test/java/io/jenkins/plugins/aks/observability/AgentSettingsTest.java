package io.jenkins.plugins.aks.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {
    private static final String SECTION =
            """
            default-targets-scrape-enabled: |-
              apiserver = true
              # the scheduler is chatty
              kube-scheduler = false
              etcd = true
            default-targets-metrics-keep-list: |-
              apiserver = "mine"
            minimal-ingestion-profile: |-
              enabled = true""";

    private static AgentSettings v2(String section) throws OperationException {
        return AgentSettings.of(Map.of(
                "schema-version",
                "v2",
                "controlplane-metrics",
                section,
                "cluster-metrics",
                "theirs",
                "ksm-config",
                "x"));
    }

    @Test
    void anEmptyMapBecomesSchemaTwoWithTheUsualTargets() throws Exception {
        AgentSettings settings = AgentSettings.of(Map.of());
        assertThat(settings.schema()).isEqualTo("v2");
        assertThat(settings.targets()).containsEntry("apiserver", true).containsEntry("kube-scheduler", false);
        assertThat(settings.minimal()).isTrue();

        settings.set("kube-scheduler", true);
        settings.setMinimal(false);

        assertThat(settings.targets()).containsEntry("kube-scheduler", true).containsEntry("etcd", true);
        assertThat(settings.minimal()).isFalse();
        assertThat(settings.data()).containsEntry("schema-version", "v2").containsEntry("config-version", "ver1");
        assertThat(settings.data().get("controlplane-metrics"))
                .contains("default-targets-scrape-enabled: |-\n  kube-scheduler = true")
                .contains("minimal-ingestion-profile: |-\n  enabled = false");
    }

    @Test
    void oneLineChangesAndAllOthersStay() throws Exception {
        AgentSettings settings = v2(SECTION);

        settings.set("kube-scheduler", true);

        assertThat(settings.data().get("controlplane-metrics"))
                .isEqualTo(SECTION.replace("kube-scheduler = false", "kube-scheduler = true"));
        assertThat(settings.data()).containsEntry("cluster-metrics", "theirs").containsEntry("ksm-config", "x");
    }

    @Test
    void aLineThatIsMissingIsAddedToItsBlock() throws Exception {
        AgentSettings settings = v2(SECTION);

        settings.set("cluster-autoscaler", true);
        settings.setMinimal(false);

        assertThat(settings.data().get("controlplane-metrics"))
                .contains("  etcd = true\n  cluster-autoscaler = true\ndefault-targets-metrics-keep-list: |-")
                .contains("  apiserver = \"mine\"")
                .endsWith("enabled = false");
        assertThat(settings.targets()).containsEntry("cluster-autoscaler", true);
    }

    @Test
    void schemaOneIsReadAndKept() throws Exception {
        AgentSettings settings = AgentSettings.of(Map.of(
                "schema-version", "\nv1",
                "default-scrape-settings-enabled",
                        "kubelet = true\ncontrolplane-etcd = false\ncontrolplane-kube-scheduler = true",
                "default-targets-metrics-keep-list", "kubelet = \"a|b\"\nminimalingestionprofile = true"));
        assertThat(settings.schema()).isEqualTo("v1");
        assertThat(settings.targets())
                .containsEntry("etcd", false)
                .containsEntry("kube-scheduler", true)
                .containsEntry("apiserver", true);

        settings.set("etcd", true);
        settings.setMinimal(false);

        assertThat(settings.data().get("default-scrape-settings-enabled"))
                .isEqualTo("kubelet = true\ncontrolplane-etcd = true\ncontrolplane-kube-scheduler = true");
        assertThat(settings.data().get("default-targets-metrics-keep-list"))
                .isEqualTo("kubelet = \"a|b\"\nminimalingestionprofile = false");
    }

    @Test
    void anotherSchemaIsRefused() {
        assertThatThrownBy(() -> AgentSettings.of(Map.of("schema-version", "v3")))
                .hasMessageContaining("its schema-version is 'v3', and the agent takes v1 and v2 only");
        assertThatThrownBy(() -> AgentSettings.of(Map.of("other", "x"))).hasMessageContaining("is ''");
    }
}
