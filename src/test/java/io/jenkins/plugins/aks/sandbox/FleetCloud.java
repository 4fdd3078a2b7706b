package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A simulated cloud with clusters, a fleet with a hub and its members, in the resource group {@code rg}. */
public final class FleetCloud implements AutoCloseable {
    public static final String FLEETS = "2025-03-01";
    private static final String HUB_ROLE_ID = "18ab4d3d-a1bf-4477-8ad9-8359bc988f69";
    private static final String PLACEMENTS = "/apis/placement.kubernetes-fleet.io/v1/clusterresourceplacements";

    public final SimulatedCloud cloud;

    public FleetCloud(Path directory) {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group("rg"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        ObjectNode quotas = (ObjectNode) cloud.sandbox.data().get("quotas");
        quotas.withObject("/default").put("cores", 1000).put("standardDSv5Family", 500);
        cloud.sandbox.data().set("quotas", quotas);
    }

    public String cluster(String name) {
        return cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/" + name;
    }

    public String fleet() {
        return cloud.group("rg") + "/providers/Microsoft.ContainerService/fleets/fleet1";
    }

    public String member(String name) {
        return fleet() + "/members/" + name;
    }

    /** Begun only; {@code tags} as JSON. */
    public Answer putCluster(String name, String tags) {
        return cloud.put(
                cluster(name),
                SimulatedCloud.AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'tags':" + tags
                        + ",'properties':{'dnsPrefix':'c','agentPoolProfiles':[{'name':'sys','count':1,'mode':'System',"
                        + "'vmSize':'Standard_D2s_v5'}]}}");
    }

    public void clusters(String... names) {
        for (String name : names) {
            putCluster(name, "{}");
        }
        cloud.pass(Duration.ofMinutes(6));
    }

    public Answer putFleet(String properties) {
        return cloud.put(fleet(), FLEETS, "{'location':'westeurope','properties':" + properties + "}");
    }

    /** With a hub that runs, and the lab's principal as its administrator. */
    public void hub() {
        putFleet("{'hubProfile':{}}");
        cloud.pass(Duration.ofMinutes(11));
        grant();
    }

    /** It takes effect after a while. */
    public void grant() {
        String role = cloud.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + HUB_ROLE_ID;
        cloud.put(
                fleet() + "/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-000000000011",
                "2022-04-01",
                "{'properties':{'roleDefinitionId':'" + role + "','principalId':'"
                        + cloud.sandbox.credentials().objectId() + "','principalType':'ServicePrincipal'}}");
        cloud.pass(Duration.ofMinutes(2));
    }

    public Answer join(String member, String cluster) {
        return cloud.put(member(member), FLEETS, "{'properties':{'clusterResourceId':'" + cluster(cluster) + "'}}");
    }

    /** Each cluster under its own name. */
    public void joined(String... names) {
        for (String name : names) {
            join(name, name);
        }
        cloud.pass(Duration.ofMinutes(2));
        hub("GET", "/api/v1/namespaces", null);
        cloud.pass(Duration.ofMinutes(1));
    }

    public void agent(String member, String mode, int period) {
        ObjectNode agents = (ObjectNode) cloud.sandbox.data().get("fleetAgents");
        agents.putObject(member).put("mode", mode).put("period", period);
        cloud.sandbox.data().set("fleetAgents", agents);
    }

    public void heal(String member) {
        ObjectNode agents = (ObjectNode) cloud.sandbox.data().get("fleetAgents");
        agents.remove(member);
        cloud.sandbox.data().set("fleetAgents", agents);
    }

    public Answer hub(String method, String path, String yaml) {
        return kubernetes(fleet(), entraToken(), method, path, yaml);
    }

    public Answer on(String cluster, String method, String path, String yaml) {
        return kubernetes(cluster(cluster), entraToken(), method, path, yaml);
    }

    /** With the administrator's own token, as kubectl sends it. */
    public Answer member(String cluster, String method, String path, String yaml) {
        String config = cloud.post(cluster(cluster) + "/listClusterUserCredential", SimulatedCloud.AKS)
                .text("/kubeconfigs/0/value");
        JsonNode tree =
                yaml(new String(java.util.Base64.getDecoder().decode(config), java.nio.charset.StandardCharsets.UTF_8));
        return kubernetes(cluster(cluster), tree.at("/users/0/user/token").asText(), method, path, yaml);
    }

    public String entraToken() {
        return cloud.token(
                        "/" + cloud.sandbox.credentials().tenantId() + "/oauth2/v2.0/token",
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        cloud.sandbox.credentials().clientId(),
                        "client_secret",
                        cloud.sandbox.credentials().clientSecret(),
                        "scope",
                        ClusterAccess.ENTRA_AUDIENCE + "/.default")
                .text("/access_token");
    }

    private Answer kubernetes(String id, String token, String method, String path, String yaml) {
        String body = yaml == null ? null : yaml(yaml).toString();
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        try {
            return Answer.of(cloud.web.send(
                    method,
                    cloud.sandbox.url() + "/k8s/" + ClusterKeys.keyOf(id) + path,
                    body,
                    "Authorization",
                    "Bearer " + token,
                    "Content-Type",
                    type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode yaml(String text) {
        return Json.from(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }

    public void namespace(String name) {
        hub("POST", "/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }

    /** Of a namespace, by a policy as YAML. */
    public Answer place(String name, String namespace, String policy) {
        return place(name, namespace, policy, "{}");
    }

    public Answer place(String name, String namespace, String policy, String strategy) {
        return hub(
                "POST",
                PLACEMENTS,
                "{apiVersion: placement.kubernetes-fleet.io/v1, kind: ClusterResourcePlacement, metadata: {name: "
                        + name
                        + "}, spec: {resourceSelectors: [{group: '', version: v1, kind: Namespace, name: " + namespace
                        + "}], policy: " + policy + ", strategy: " + strategy + "}}");
    }

    public JsonNode placement(String name) {
        return hub("GET", PLACEMENTS + "/" + name, null).body();
    }

    /** Lets the hub work. */
    public void settle() {
        for (int i = 0; i < 8; i++) {
            cloud.pass(Duration.ofSeconds(3));
            hub("GET", "/api/v1/namespaces", null);
        }
    }

    /** {@code True}, {@code False}, {@code Unknown}, or empty. */
    public String condition(String placement, String type) {
        return condition(placement(placement).at("/status/conditions"), "ClusterResourcePlacement" + type);
    }

    public static String condition(JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText();
            }
        }
        return "";
    }

    public JsonNode status(String placement, String member) {
        for (JsonNode status : placement(placement).at("/status/placementStatuses")) {
            if (status.path("clusterName").asText().equals(member)) {
                return status;
            }
        }
        return Json.object();
    }

    public List<String> picked(String placement) {
        List<String> names = new java.util.ArrayList<>();
        for (JsonNode status : placement(placement).at("/status/placementStatuses")) {
            if (condition(status.path("conditions"), "Scheduled").equals("True")) {
                names.add(status.path("clusterName").asText());
            }
        }
        return names;
    }

    @Override
    public void close() {
        cloud.close();
    }
}
