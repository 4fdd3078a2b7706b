package io.jenkins.plugins.aks.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code controlPlaneMetrics} (W135-W137, W140, W141). */
class ControlPlaneMetricsTest extends ObservabilityLab {
    private static final String NEW = "2026-06-01";
    private static final String PROPERTY = "/properties/azureMonitorProfile/metrics/controlPlane/enabled";
    private static final String FEATURE =
            "/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/AzureMonitorMetricsControlPlanePreview";

    private static ControlPlaneMetricsStep step(Map<String, Boolean> targets) {
        ControlPlaneMetricsStep step = new ControlPlaneMetricsStep();
        step.setTargets(targets);
        return step;
    }

    private ConfigMap settings() throws Exception {
        return session.kubernetes(clusterId())
                .configMaps()
                .inNamespace("kube-system")
                .withName(AgentSettings.NAME)
                .get();
    }

    /** As in a cloud that is behind. */
    private void onlyOldApiVersions() {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", ".*/providers/Microsoft.ContainerService")
                        .answering(
                                200,
                                Map.of(),
                                Json.parse("{\"registrationState\":\"Registered\",\"resourceTypes\":[{\"resourceType\":"
                                        + "\"managedClusters\",\"apiVersions\":[\"2026-03-01\",\"2025-09-01\","
                                        + "\"2026-05-02-preview\"]}]}"))
                        .always());
    }

    @Test
    void thePropertyIsSetByTheNewestApiVersionAndTheSecondRunWritesNothing() throws Exception {
        monitored();
        int before = written();

        Map<String, Object> first = run(step(Map.of("kube-scheduler", true)));

        assertThat(first)
                .containsEntry("method", "property")
                .containsEntry("apiVersion", NEW)
                .containsEntry("profile", "minimal")
                .containsEntry("changed", true);
        assertThat((Map<?, ?>) first.get("targets")).hasSize(6);
        assertThat(first).extracting("targets.kube-scheduler").isEqualTo(true);
        assertThat(cluster(NEW).text(PROPERTY)).isEqualTo("true");
        assertThat(cluster(SimulatedCloud.AKS).text(PROPERTY)).isEmpty();
        assertThat(writes(before)).hasSize(2);
        assertThat(session.log).contains("control plane targets on: apiserver, etcd, kube-scheduler");

        int between = written();
        assertThat(run(step(Map.of("kube-scheduler", true)))).containsEntry("changed", false);
        assertThat(writes(between)).isEmpty();
    }

    @Test
    void whereTheCloudLacksThePropertyTheFeatureIsRegisteredAndTheClusterWrittenOnce() throws Exception {
        monitored();
        onlyOldApiVersions();
        int before = written();

        assertThat(run(step(null))).containsEntry("method", "feature").containsEntry("changed", true);

        assertThat(writes(before))
                .containsExactly(
                        "POST " + cloud.subscription() + FEATURE + "/register",
                        "POST " + cloud.subscription() + "/providers/Microsoft.ContainerService/register",
                        "PUT " + clusterId());
        assertThat(cluster(SimulatedCloud.AKS).text("/tags/control-plane-metrics"))
                .isEqualTo("AzureMonitorMetricsControlPlanePreview");

        int between = written();
        assertThat(run(step(null))).containsEntry("changed", false);
        assertThat(writes(between)).isEmpty();
        ControlPlaneMetricsStep property = step(null);
        property.setMethod("property");
        assertThatThrownBy(() -> run(property)).hasMessageContaining("Use method: 'feature'");
    }

    @Test
    void killedAgainAndAgainItWritesNothingTwice() throws Exception {
        monitored();
        int before = written();

        session.runDying(operation(step(Map.of("etcd", false))));

        assertThat(writes(before)).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void lostAnswersAreNoSecondWrites() throws Exception {
        monitored();
        cloud.sandbox.faults().add(FaultRule.on("PUT", CLUSTER).cutting(Cut.AFTER_EFFECT));
        cloud.sandbox.faults().add(FaultRule.on("POST", ".*/configmaps").cutting(Cut.AFTER_EFFECT));
        int puts = cloud.sandbox.requests().matching("PUT", CLUSTER).size();

        assertThat(run(step(Map.of("etcd", false)))).containsEntry("changed", true);

        assertThat(cloud.sandbox.requests().matching("PUT", CLUSTER)).hasSize(puts + 1);
        assertThat(settings().getData().get("controlplane-metrics")).contains("etcd = false");
    }

    @Test
    void whatOthersSetInTheConfigMapStays() throws Exception {
        monitored();
        KubernetesClient client = session.kubernetes(clusterId());
        client.configMaps()
                .inNamespace("kube-system")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(AgentSettings.NAME)
                        .withNamespace("kube-system")
                        .addToLabels("owner", "ops")
                        .endMetadata()
                        .addToData("schema-version", "v2")
                        .addToData("cluster-metrics", "default-targets-scrape-enabled: |-\n  coredns = true")
                        .addToData("controlplane-metrics", "default-targets-metrics-keep-list: |-\n  etcd = \"mine\"")
                        .build())
                .create();
        ControlPlaneMetricsStep step = step(Map.of("kube-controller-manager", true));
        step.setProfile("full");

        assertThat(run(step)).containsEntry("profile", "full").containsEntry("schema", "v2");

        ConfigMap now = settings();
        assertThat(now.getMetadata().getLabels()).containsEntry("owner", "ops");
        assertThat(now.getData())
                .containsEntry("cluster-metrics", "default-targets-scrape-enabled: |-\n  coredns = true");
        assertThat(now.getData().get("controlplane-metrics"))
                .startsWith("default-targets-metrics-keep-list: |-\n  etcd = \"mine\"")
                .contains("kube-controller-manager = true")
                .contains("enabled = false");
    }

    @Test
    void offSwitchesThePropertyOffAndLeavesTheConfigMap() throws Exception {
        monitored();
        run(step(Map.of("etcd", false)));
        ControlPlaneMetricsStep off = new ControlPlaneMetricsStep();
        off.setState("off");

        assertThat(run(off)).containsEntry("enabled", false).containsEntry("changed", true);
        assertThat(run(off)).containsEntry("changed", false);

        assertThat(cluster(NEW).text(PROPERTY)).isEqualTo("false");
        assertThat(settings()).isNotNull();
    }

    @Test
    void withoutManagedPrometheusItIsRefusedBeforeAnythingIsSent() {
        int before = written();

        assertThatThrownBy(() -> run(step(null)))
                .hasMessageContaining("control plane metrics need managed Prometheus, which is off")
                .hasMessageContaining("aksMonitoring");
        assertThatThrownBy(() -> run(step(Map.of("scheduler", true))))
                .hasMessageContaining("targets: 'scheduler' was given; allowed: apiserver, cluster-autoscaler");
        ControlPlaneMetricsStep wrong = step(null);
        wrong.setProfile("huge");
        assertThatThrownBy(() -> run(wrong)).hasMessageContaining("profile: 'huge'");
        assertThat(writes(before)).isEqualTo(List.of());
    }
}
