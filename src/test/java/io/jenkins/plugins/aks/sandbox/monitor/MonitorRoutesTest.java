package io.jenkins.plugins.aks.sandbox.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What monitoring services answer, and what they refuse. */
class MonitorRoutesTest {
    private static final String COLLECTION = "2022-06-01";
    private static final String CLUSTER_BODY =
            """
            {'location': 'westeurope', 'identity': {'type': 'SystemAssigned'}, 'properties': {'dnsPrefix': 'c1',
             'agentPoolProfiles': [{'name': 'sys', 'count': 2, 'mode': 'System', 'vmSize': 'Standard_D2s_v5'}]}}
            """;

    @TempDir
    Path directory;

    private SimulatedCloud cloud;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group("rg"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        for (String namespace :
                new String[] {"Monitor", "Insights", "AlertsManagement", "Dashboard", "OperationalInsights"}) {
            cloud.post(
                    cloud.subscription() + "/providers/Microsoft." + namespace + "/register", SimulatedCloud.RESOURCES);
        }
        cloud.pass(Duration.ofMinutes(2));
    }

    @AfterEach
    void stop() {
        assertThat(cloud.sandbox.problems()).isEmpty();
        cloud.close();
    }

    private String id(String type, String name) {
        return cloud.group("rg") + "/providers/" + type + "/" + name;
    }

    private String account() {
        return id(Accounts.TYPE, "metrics");
    }

    private Answer putAccount() {
        return cloud.put(account(), "2023-04-03", "{'location':'northeurope'}");
    }

    private Answer putRule(String location) {
        return cloud.put(
                id(CollectionRules.TYPE, "rule"),
                COLLECTION,
                """
                {'location': '%s', 'kind': 'Linux', 'properties': {
                  'dataSources': {'prometheusForwarder': [{'name': 's', 'streams': ['Microsoft-PrometheusMetrics'],
                    'labelIncludeFilter': {}}]},
                  'destinations': {'monitoringAccounts': [{'accountResourceId': '%s', 'name': 'a'}]},
                  'dataFlows': [{'streams': ['Microsoft-PrometheusMetrics'], 'destinations': ['a']}]}}
                """
                        .formatted(location, account()));
    }

    private String cluster() {
        String cluster = id("Microsoft.ContainerService/managedClusters", "c1");
        assertThat(cloud.put(cluster, SimulatedCloud.AKS, CLUSTER_BODY).status())
                .isEqualTo(201);
        cloud.pass(Duration.ofMinutes(6));
        return cluster;
    }

    private Answer associate(String cluster, String rule) {
        return cloud.put(
                cluster + "/providers/" + Associations.TYPE + "/ContainerInsightsMetricsExtension",
                COLLECTION,
                "{'properties':{'dataCollectionRuleId':'" + rule + "'}}");
    }

    @Test
    void anAccountHasItsQueryEndpointAndAGroupOfItsOwn() {
        Answer made = putAccount();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/properties/metrics/prometheusQueryEndpoint")).startsWith("https://127.0.0.1:");
        String rule = made.text("/properties/defaultIngestionSettings/dataCollectionRuleResourceId");
        assertThat(cloud.get(rule, COLLECTION).status()).isEqualTo(200);
        assertThat(cloud.delete(account(), "2023-04-03").status()).isEqualTo(200);
        assertThat(cloud.get(rule, COLLECTION).status()).isEqualTo(404);
    }

    @Test
    void namesAndRegionsAreChecked() {
        assertThat(cloud.put(id(CollectionEndpoints.TYPE, "a".repeat(45)), COLLECTION, "{'location':'westeurope'}")
                        .text("/error/code"))
                .isEqualTo("InvalidResourceName");
        assertThat(cloud.put(account(), "2023-04-03", "{'location':'atlantis'}").text("/error/code"))
                .isEqualTo("LocationNotAvailableForResourceType");
        putAccount();
        assertThat(cloud.put(account(), "2023-04-03", "{'location':'westeurope'}")
                        .text("/error/code"))
                .isEqualTo("InvalidResourceLocation");
        assertThat(cloud.put(account(), "2023-04-03", "{'location':'northeurope','extra':1}")
                        .status())
                .isEqualTo(400);
        assertThat(cloud.get(account(), "2020-01-01").text("/error/code")).isEqualTo("NoRegisteredProviderFound");
    }

    @Test
    void aRuleMustBeInTheRegionOfWhatItSendsTo() {
        putAccount();
        Answer refused = putRule("westeurope");
        assertThat(refused.text("/error/code")).isEqualTo("InvalidPayload");
        assertThat(refused.text("/error/details/0/message")).contains("same region");
        assertThat(putRule("northeurope").status()).isEqualTo(201);
    }

    @Test
    void aRuleWithAssociationsStaysAndOneWithoutGoes() {
        putAccount();
        putRule("northeurope");
        String rule = id(CollectionRules.TYPE, "rule");
        String cluster = cluster();
        assertThat(associate(cluster, rule + "x").text("/error/code")).isEqualTo("InvalidPayload");
        assertThat(associate(cluster, rule).status()).isEqualTo(201);
        assertThat(cloud.get(rule + "/associations", COLLECTION).text("/value/0/name"))
                .isEqualTo("ContainerInsightsMetricsExtension");
        assertThat(cloud.delete(rule, COLLECTION).text("/error/code")).isEqualTo("ExistingAssociationsPreventDelete");
        String association = cluster + "/providers/" + Associations.TYPE + "/ContainerInsightsMetricsExtension";
        assertThat(cloud.delete(association, COLLECTION).status()).isEqualTo(200);
        assertThat(cloud.delete(association, COLLECTION).status()).isEqualTo(204);
        assertThat(cloud.delete(rule, COLLECTION).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'PT1M', 'northeurope', 201",
        "'PT20M', 'northeurope', 400",
        "'PT1M', 'westeurope', 400",
    })
    void ruleGroupsAreChecked(String interval, String location, int status) {
        putAccount();
        String body =
                "{'location':'%s','properties':{'scopes':['%s'],'interval':'%s','rules':[{'record':'a','expression':'b'}]}}"
                        .formatted(location, account(), interval);
        assertThat(cloud.put(id(RuleGroups.TYPE, "group"), "2023-03-01", body).status())
                .isEqualTo(status);
    }

    @Test
    void recommendationsHaveRecordingAndAlertRules() {
        putAccount();
        Answer answer = cloud.get(
                account() + "/providers/microsoft.alertsManagement/alertRuleRecommendations", "2023-01-01-preview");
        List<String> names = new ArrayList<>();
        answer.at("/value").forEach(item -> names.add(item.path("name").asText()));
        assertThat(names).contains("NodeRecordingRulesRuleGroup", "KubePodCrashLooping");
    }

    @Test
    void grafanaGetsAPrincipalAnEndpointAndWhatItsIntegrationsBring() throws Exception {
        putAccount();
        String grafana = id(Grafanas.TYPE, "boards");
        Answer made = cloud.put(
                grafana,
                "2023-09-01",
                "{'location':'northeurope','sku':{'name':'Standard'},'identity':{'type':'SystemAssigned'},'properties':{}}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/properties/provisioningState")).isEqualTo("Creating");
        cloud.pass(Duration.ofMinutes(5));
        assertThat(cloud.arm("GET", made.header("Azure-AsyncOperation"), "", null)
                        .text("/status"))
                .isEqualTo("Succeeded");
        Answer shown = cloud.get(grafana, "2022-08-01");
        assertThat(shown.text("/identity/principalId")).hasSize(36);
        String endpoint = shown.text("/properties/endpoint");
        assertThat(cloud.arm("GET", endpoint + "/api/health", "", null).text("/database"))
                .isEqualTo("ok");
        assertThat(cloud.arm("GET", endpoint + "/api/datasources", "", null).status())
                .isEqualTo(401);
        Answer unknown = cloud.arm(
                "PATCH",
                grafana,
                "2022-08-01",
                "{'properties':{'grafanaIntegrations':{'azureMonitorWorkspaceIntegrations':[{'azureMonitorWorkspaceResourceId':'"
                        + account() + "x'}]}}}");
        assertThat(unknown.status()).isEqualTo(400);
        Answer patched = cloud.arm(
                "PATCH",
                grafana,
                "2022-08-01",
                "{'properties':{'grafanaIntegrations':{'azureMonitorWorkspaceIntegrations':[{'azureMonitorWorkspaceResourceId':'"
                        + account() + "'}]}}}");
        assertThat(patched.status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(titles(endpoint)).contains("Azure Managed Prometheus");
    }

    private List<String> titles(String endpoint) throws Exception {
        String token = cloud.token(
                        "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        cloud.sandbox.credentials().clientId(),
                        "client_secret",
                        cloud.sandbox.credentials().clientSecret(),
                        "scope",
                        "https://dashboard.azure.com/.default")
                .text("/access_token");
        var response = cloud.web.send("GET", endpoint + "/api/folders", null, "Authorization", "Bearer " + token);
        List<String> titles = new ArrayList<>();
        for (JsonNode folder :
                Json.parse("{\"folders\":" + response.body() + "}").path("folders")) {
            titles.add(folder.path("title").asText());
        }
        return titles;
    }

    @Test
    void aClusterRefusesLogsWithoutAWorkspaceAndAddonsThatThereAreNot() {
        String cluster = cluster();
        String wrong = CLUSTER_BODY.replace(
                "'dnsPrefix': 'c1',",
                "'dnsPrefix': 'c1', 'addonProfiles': {'omsagent': {'enabled': true, 'config':"
                        + " {'logAnalyticsWorkspaceResourceID': '/none', 'useAADAuth': 'true'}}},");
        assertThat(cloud.put(cluster, SimulatedCloud.AKS, wrong).text("/error/message"))
                .contains("was not found");
        String unknown = CLUSTER_BODY.replace(
                "'dnsPrefix': 'c1',", "'dnsPrefix': 'c1', 'addonProfiles': {'magic': {'enabled': true}},");
        assertThat(cloud.put(cluster, SimulatedCloud.AKS, unknown).text("/error/message"))
                .contains("is no add-on");
        String future = CLUSTER_BODY.replace(
                "'dnsPrefix': 'c1',", "'dnsPrefix': 'c1', 'azureMonitorProfile': {'metrics': {'on': true}},");
        assertThat(cloud.put(cluster, SimulatedCloud.AKS, future).text("/error/message"))
                .contains("azureMonitorProfile.metrics.on");
    }
}
