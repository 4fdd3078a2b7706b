package io.jenkins.plugins.aks.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code grafanaDashboard} (W138, W139). */
class GrafanaDashboardTest extends ObservabilityLab {

    @BeforeEach
    void on() throws Exception {
        monitored();
    }

    private Map<String, Object> dashboard(Consumer<GrafanaDashboardStep> parameters) throws Exception {
        return run(step(parameters));
    }

    private static GrafanaDashboardStep step(Consumer<GrafanaDashboardStep> parameters) {
        GrafanaDashboardStep step = new GrafanaDashboardStep();
        parameters.accept(step);
        return step;
    }

    private Arm api() throws Exception {
        String endpoint = cloud.get(grafana(), ApiVersions.GRAFANA).text("/properties/endpoint");
        return session.dataPlane(endpoint, session.cloud().grafanaScope());
    }

    private JsonNode live(String uid) throws Exception {
        return api().get("/api/dashboards/uid/" + uid, "").body();
    }

    @Test
    void aDashboardOfTheGalleryIsImportedWithTheRightDataSource() throws Exception {
        Map<String, Object> result = dashboard(step -> step.setGallery(20331));

        assertThat(result)
                .containsEntry("uid", "aks-gallery-20331")
                .containsEntry("title", "Kubernetes / API server")
                .containsEntry("folder", "Azure Managed Prometheus")
                .containsEntry("dataSources", List.of("Managed_Prometheus_metrics"))
                .containsEntry("source", "gallery 20331")
                .containsEntry("changed", true);
        String endpoint = cloud.get(grafana(), ApiVersions.GRAFANA).text("/properties/endpoint");
        assertThat(result).containsEntry("url", endpoint + "/d/aks-gallery-20331/kubernetes-api-server");
        assertThat(live("aks-gallery-20331")
                        .at("/dashboard/panels/0/datasource/uid")
                        .asText())
                .isEqualTo("metrics");
    }

    @Test
    void theSecondRunSendsNothingAndTheUidIsStable() throws Exception {
        Map<String, Object> first = dashboard(step -> step.setGallery(20330));
        int before = written();

        Map<String, Object> second = dashboard(step -> step.setGallery(20330));

        assertThat(writes(before)).isEmpty();
        assertThat(second)
                .containsEntry("changed", false)
                .containsEntry("uid", first.get("uid"))
                .containsEntry("url", first.get("url"));
    }

    @Test
    void oneThatWasChangedIsOverwrittenUnderItsUid() throws Exception {
        session.files.put("board.json", board("One"));
        dashboard(step -> step.setFile("board.json"));
        session.files.put("board.json", board("Two"));

        assertThat(dashboard(step -> step.setFile("board.json")))
                .containsEntry("changed", true)
                .containsEntry("uid", "mine");

        assertThat(live("mine").at("/dashboard/panels/0/title").asText()).isEqualTo("Two");
        assertThat(live("mine").at("/meta/version").asInt()).isEqualTo(2);
        assertThat(session.log).anyMatch(line -> line.contains("overwriting the dashboard 'Mine'"));
    }

    private static String board(String panel) {
        return "{\"dashboard\":{\"title\":\"Mine\",\"uid\":\"mine\",\"panels\":[{\"id\":1,\"title\":\"" + panel
                + "\"}]}}";
    }

    @Test
    void aFolderThatIsMissingIsMadeOnce() throws Exception {
        int before = written();

        assertThat(dashboard(step -> {
                    step.setBuiltin("etcd");
                    step.setFolder("Platform");
                }))
                .containsEntry("folder", "Platform")
                .containsEntry("uid", "aks-pipeline-steps-etcd");

        assertThat(writes(before)).containsExactly("POST /api/folders", "POST /api/dashboards/import");
        int between = written();
        dashboard(step -> {
            step.setBuiltin("etcd");
            step.setFolder("Platform");
        });
        assertThat(writes(between)).isEmpty();
    }

    @Test
    void twoFoldersOfOneTitleAreRefused() throws Exception {
        for (String uid : List.of("one", "two")) {
            api().post(
                            "/api/folders",
                            "",
                            new com.fasterxml.jackson.databind.ObjectMapper()
                                    .createObjectNode()
                                    .put("title", "Platform")
                                    .put("uid", uid));
        }
        assertThatThrownBy(() -> dashboard(step -> {
                    step.setBuiltin("etcd");
                    step.setFolder("Platform");
                }))
                .hasMessageContaining("Grafana has 2 folders named 'Platform' (one, two)")
                .hasMessageContaining("Rename one, or give another folder");
    }

    @Test
    void whereTheGalleryIsOutOfReachOurOwnTakesItsPlaceOrItIsSaid() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", "/grafana/.*/api/gnet/.*")
                        .refusing(502, "BadGateway", "no route to grafana.com")
                        .always());

        assertThat(dashboard(step -> step.setGallery(20331)))
                .containsEntry("source", "builtin kube-apiserver")
                .containsEntry("uid", "aks-pipeline-steps-kube-apiserver");
        assertThat(session.log)
                .anyMatch(line -> line.contains("the built-in definition kube-apiserver takes the place"));
        assertThatThrownBy(() -> dashboard(step -> {
                    step.setGallery(20331);
                    step.setFallback(false);
                }))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "GalleryUnreachable"))
                .hasMessageContaining("no route to grafana.com")
                .hasMessageContaining("give it as file");
        assertThatThrownBy(() -> dashboard(step -> step.setGallery(1)))
                .hasMessageContaining("dashboard 1 of grafana.com");
    }

    @Test
    void withoutPermissionTheRoleIsWaitedForAndThenNamed() {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", "/grafana/.*/api/dashboards/import")
                        .refusing(403, "Forbidden", "additional permissions needed")
                        .always());

        assertThatThrownBy(() -> dashboard(step -> step.setBuiltin("etcd")))
                .hasMessageContaining("Grafana boards: after 10m00s this credential still may not do this")
                .hasMessageContaining("additional permissions needed")
                .hasMessageContaining("It needs the role Grafana Editor or Grafana Admin on " + grafana());
    }

    @Test
    void aRoleThatBeginsToCountInBetweenIsEnough() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", "/grafana/.*/api/folders")
                        .refusing(403, "Forbidden", "not yet")
                        .times(3));

        assertThat(dashboard(step -> step.setBuiltin("etcd"))).containsEntry("changed", true);
    }

    @Test
    void ofSeveralDataSourcesTheOneOfTheWorkspaceIsTaken() throws Exception {
        cloud.put(id("Microsoft.Monitor/accounts", "other"), ApiVersions.MONITOR_ACCOUNTS, "{'location':'westeurope'}");
        String integrations = "{'properties':{'grafanaIntegrations':{'azureMonitorWorkspaceIntegrations':["
                + "{'azureMonitorWorkspaceResourceId':'" + id("Microsoft.Monitor/accounts", "other") + "'},"
                + "{'azureMonitorWorkspaceResourceId':'" + workspace() + "'}]}}}";
        cloud.arm("PATCH", grafana(), ApiVersions.GRAFANA, integrations);
        cloud.pass(Duration.ofMinutes(2));

        assertThatThrownBy(() -> dashboard(step -> step.setBuiltin("etcd")))
                .hasMessageContaining("Grafana has Managed_Prometheus_other, Managed_Prometheus_metrics")
                .hasMessageContaining("say which one by dataSource or monitorWorkspace");
        assertThat(dashboard(step -> {
                    step.setBuiltin("etcd");
                    step.setMonitorWorkspace("metrics");
                }))
                .containsEntry("dataSources", List.of("Managed_Prometheus_metrics"));
        assertThat(dashboard(step -> {
                    step.setBuiltin("etcd");
                    step.setDataSource("other");
                }))
                .containsEntry("dataSources", List.of("Managed_Prometheus_other"))
                .containsEntry("changed", true);
        assertThatThrownBy(() -> dashboard(step -> {
                    step.setBuiltin("etcd");
                    step.setDataSource("third");
                }))
                .hasMessageContaining("dataSource: 'third' is none of them");
    }

    @Test
    void killedAndWithLostAnswersItImportsOnce() throws Exception {
        cloud.sandbox.faults().add(FaultRule.on("POST", "/grafana/.*").cutting(Cut.AFTER_EFFECT));
        int before = written();

        session.runDying(operation(step(step -> {
            step.setGallery(20331);
            step.setFolder("Platform");
        })));

        assertThat(writes(before)).containsExactly("POST /api/folders", "POST /api/dashboards/import");
    }

    @Test
    void wrongInputIsRefused() throws Exception {
        assertThatThrownBy(() -> dashboard(step -> {})).hasMessageContaining("gallery: nothing was given");
        assertThatThrownBy(() -> dashboard(step -> {
                    step.setGallery(1);
                    step.setBuiltin("etcd");
                }))
                .hasMessageContaining("one of gallery, file and builtin");
        assertThatThrownBy(() -> dashboard(step -> step.setBuiltin("nodes"))).hasMessageContaining("'kube-apiserver'");
        assertThatThrownBy(() -> dashboard(step -> step.setGallery(-1))).hasMessageContaining("gallery: '-1'");
        session.files.put("wrong.json", "{\"panels\":[]}");
        assertThatThrownBy(() -> dashboard(step -> step.setFile("wrong.json"))).hasMessageContaining("it has no title");
        session.files.put("wrong.json", "no json");
        assertThatThrownBy(() -> dashboard(step -> step.setFile("wrong.json")))
                .hasMessageContaining("file wrong.json is no JSON");
    }
}
