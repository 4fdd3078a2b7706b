package io.jenkins.plugins.aks.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.FleetCloud;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A cluster {@code c1} with the add-on for secrets, and a vault {@code akv} with a certificate authority in it. */
final class MeshCloud implements AutoCloseable {
    static final String SYSTEM = "/api/v1/namespaces/aks-istio-system";
    static final String PLUGIN = "'certificateAuthority':{'plugin':{'keyVaultId':'%s','certObjectName':'ca-cert',"
            + "'keyObjectName':'ca-key','rootCertObjectName':'root-cert','certChainObjectName':'cert-chain'}}";
    private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
    private static final String SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";

    final SimulatedCloud cloud;
    final String cluster;
    final String vault;
    private String token = "";

    MeshCloud(Path directory) {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group("rg"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        cluster = cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/c1";
        vault = cloud.group("rg") + "/providers/Microsoft.KeyVault/vaults/akv";
        cloud.put(
                vault,
                "2023-07-01",
                "{'location':'westeurope','properties':{'enableRbacAuthorization':true,'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
        give(SECRETS_OFFICER, cloud.sandbox.credentials().objectId());
        assertThat(update(
                                "'dnsPrefix':'c1','networkProfile':{'networkPolicy':'azure'},'agentPoolProfiles':[{'name':'sys','count':2,'mode':'System','vmSize':"
                                        + "'Standard_D2s_v5'}]")
                        .status())
                .isEqualTo(201);
        cloud.pass(Duration.ofMinutes(6));
    }

    /** PUTs properties of the cluster. */
    Answer update(String properties) {
        return cloud.put(
                cluster,
                SimulatedCloud.AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{" + properties + "}}");
    }

    void change(String properties) {
        Answer answer = update(properties);
        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(3));
        settle();
    }

    void addon(String config) {
        change("'addonProfiles':{'azureKeyvaultSecretsProvider':{'enabled':true,'config':" + config + "}}");
    }

    /** The add-on's identity may read the vault's secrets. */
    void access() {
        String identity = cloud.get(cluster, SimulatedCloud.AKS)
                .text("/properties/addonProfiles/azureKeyvaultSecretsProvider/identity/objectId");
        give(SECRETS_USER, identity);
        cloud.pass(Rights.PROPAGATION.plusSeconds(60));
    }

    private void give(String role, String principal) {
        cloud.put(
                vault + "/providers/Microsoft.Authorization/roleAssignments/"
                        + cloud.sandbox.ids().guid(role + principal),
                "2022-04-01",
                "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "','principalId':'" + principal
                        + "','principalType':'ServicePrincipal'}}");
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));
    }

    void store(TestAuthority authority) {
        secret("root-cert", authority.rootPem());
        secret("ca-cert", authority.certificatePem());
        secret("ca-key", authority.keyPem());
        secret("cert-chain", authority.chainPem());
    }

    void secret(String name, String value) {
        String json = "{\"value\":\"" + value.replace("\n", "\\n") + "\"}";
        assertThat(cloud.as(vaultToken(), "PUT", vaultUri() + "secrets/" + name, "7.4", json)
                        .status())
                .isEqualTo(200);
    }

    void removeSecret(String name) {
        cloud.as(vaultToken(), "DELETE", vaultUri() + "secrets/" + name, "7.4", null);
        cloud.pass(Duration.ofMinutes(1));
    }

    private String vaultToken() {
        return cloud.tokenFor("https://vault.azure.net/.default");
    }

    private String vaultUri() {
        return cloud.get(vault, "2023-07-01").text("/properties/vaultUri");
    }

    /** The whole way to a mesh with a plugged-in authority. */
    TestAuthority plugged() {
        TestAuthority authority = TestAuthority.good("A", cloud.clock.instant());
        addon("{}");
        access();
        store(authority);
        mesh("'revisions':['asm-1-29']");
        return authority;
    }

    void mesh(String istio) {
        change("'serviceMeshProfile':{'mode':'Istio','istio':{" + PLUGIN.formatted(vault) + "," + istio + "}}");
    }

    void settle() {
        for (int i = 0; i < 12; i++) {
            cloud.pass(Duration.ofSeconds(5));
            get("/api/v1/namespaces");
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String yaml) {
        return send("POST", path, yaml);
    }

    Answer send(String method, String path, String yaml) {
        try {
            return Answer.of(cloud.web.send(
                    method,
                    cloud.sandbox.url() + "/k8s/" + ClusterKeys.keyOf(cluster) + path,
                    yaml == null ? null : FleetCloud.yaml(yaml).toString(),
                    "Authorization",
                    "Bearer " + token(),
                    "Content-Type",
                    method.equals("PATCH") ? "application/merge-patch+json" : "application/json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token() {
        if (token.isEmpty()) {
            String config = cloud.post(cluster + "/listClusterUserCredential", SimulatedCloud.AKS)
                    .text("/kubeconfigs/0/value");
            String yaml = new String(Base64.getDecoder().decode(config), StandardCharsets.UTF_8);
            token = FleetCloud.yaml(yaml).at("/users/0/user/token").asText();
        }
        return token;
    }

    /** A real client with the administrator's token. */
    KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cloud.sandbox.url() + "/k8s/" + ClusterKeys.keyOf(cluster))
                .withCaCertData(
                        Base64.getEncoder().encodeToString(cloud.sandbox.caPem().getBytes(StandardCharsets.UTF_8)))
                .withOauthToken(token())
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new OkHttpClientFactory())
                .build();
    }

    String log(String pod, String query) {
        try {
            return cloud.web
                    .send(
                            "GET",
                            cloud.sandbox.url() + "/k8s/" + ClusterKeys.keyOf(cluster) + SYSTEM + "/pods/" + pod
                                    + "/log?" + query,
                            null,
                            "Authorization",
                            "Bearer " + token())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ObjectNode> pods(String namespace, String label) {
        List<ObjectNode> pods = new ArrayList<>();
        get("/api/v1/namespaces/" + namespace + "/pods?labelSelector=" + label)
                .at("/items")
                .forEach(pod -> pods.add((ObjectNode) pod));
        return pods;
    }

    List<ObjectNode> istiod() {
        return pods("aks-istio-system", "app%3Distiod");
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** The messages of the events about an object. */
    List<String> events(String namespace, String name) {
        List<String> messages = new ArrayList<>();
        for (JsonNode event : get("/api/v1/namespaces/" + namespace + "/events").at("/items")) {
            if (event.at("/involvedObject/name").asText().equals(name)) {
                messages.add(event.path("reason").asText() + ": "
                        + event.path("message").asText());
            }
        }
        return messages;
    }

    void namespace(String name, String labels) {
        post(
                "/api/v1/namespaces",
                "{apiVersion: v1, kind: Namespace, metadata: {name: " + name + ", labels: " + labels + "}}");
    }

    Answer pod(String namespace, String name, String labels, String spec) {
        return post(
                "/api/v1/namespaces/" + namespace + "/pods",
                "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", labels: " + labels + "}, spec: {" + spec
                        + "containers: [{name: app, image: 'curlimages/curl:8.10.1', command: [sleep, '100000'], ports:"
                        + " [{containerPort: 8080}]}]}}");
    }

    static List<String> names(JsonNode containers) {
        List<String> names = new ArrayList<>();
        containers.forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    static ObjectNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    @Override
    public void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }
}
