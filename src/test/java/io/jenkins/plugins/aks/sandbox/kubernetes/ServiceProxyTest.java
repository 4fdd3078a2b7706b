package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server's proxy to Services and pods. */
class ServiceProxyTest {
    private static final String SERVICES = "/api/v1/namespaces/default/services";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String POLICY =
            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: only}, spec: {endpointSelector:"
                    + " {matchLabels: {app: web}}, ingress: [{fromEntities: [world]}]}}";

    private final ApiServer server = new ApiServer();

    @BeforeEach
    void web() {
        server.cluster(Manifests.POOL);
        server.post(PODS, Manifests.pod("web", ", ports: [{containerPort: 80}]"));
        server.post(SERVICES, Manifests.service("web", ""));
        server.settle();
        server.settle();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static void refused(Reply reply, int code, String message) {
        assertThat(reply.text("message")).isEqualTo(message);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void aServiceAnswersByNamePortAndScheme() {
        for (String id : new String[] {"web", "web:80", "http:web:80", ":web:80", "http:web:"}) {
            Reply reply = server.get(SERVICES + "/" + id + "/proxy/");
            assertThat(reply.code()).as(id).isEqualTo(200);
            assertThat(reply.text("text")).as(id).contains("Welcome to nginx!");
            assertThat(reply.headers().firstValue("Content-Type")).contains("text/html");
        }
        assertThat(server.get(SERVICES + "/web/proxy/no/such?a=b").code()).isEqualTo(404);
        Reply bare = server.get(SERVICES + "/web/proxy");
        assertThat(bare.code()).isEqualTo(301);
        assertThat(bare.headers().firstValue("Location").orElse("")).endsWith("/services/web/proxy/");
    }

    @Test
    void aPodAnswersAtThePortThatIsNamedOrDeclared() {
        assertThat(server.get(PODS + "/web/proxy/").text("text")).contains("Welcome to nginx!");
        assertThat(server.get(PODS + "/web:80/proxy/").code()).isEqualTo(200);
        String ip = server.get(PODS + "/web").text("status", "podIP");
        refused(
                server.get(PODS + "/web:81/proxy/"),
                503,
                "error trying to reach service: dial tcp " + ip + ":81: connect: connection refused");
    }

    @Test
    void whatCannotBeReachedIsNamed() {
        refused(server.get(SERVICES + "/none/proxy/"), 404, "endpoints \"none\" not found");
        refused(server.get(SERVICES + "/none:80/proxy/"), 404, "services \"none\" not found");
        refused(server.get(PODS + "/none/proxy/"), 404, "pods \"none\" not found");
        refused(server.get(SERVICES + "/web:81/proxy/"), 503, "no service port 81 found for service \"web\"");
        refused(server.get(SERVICES + "/web:http/proxy/"), 503, "no endpoints available for service \"web:http\"");
        refused(server.get(SERVICES + "/a:b:c:d/proxy/"), 400, "invalid service request \"a:b:c:d\"");
        refused(
                server.get(SERVICES + "/https:web:80/proxy/"),
                503,
                "error trying to reach service: tls: first record does not look like a TLS handshake");
        server.delete(PODS + "/web");
        server.settle();
        server.settle();
        refused(server.get(SERVICES + "/web/proxy/"), 503, "no endpoints available for service \"web\"");
    }

    @Test
    void whoMayNotProxyIsToldTheResource() {
        refused(
                server.get(SERVICES + "/web:80/proxy/", "Authorization", "Bearer " + ApiServer.READER),
                403,
                "services \"web:80\" is forbidden: User \"reader\" cannot get resource \"services/proxy\" in API group"
                        + " \"\" in the namespace \"default\"");
        server.deny(Map.of("resource", "pods/proxy", "verb", "create"));
        assertThat(server.post(PODS + "/web/proxy/", "{}").code()).isEqualTo(403);
        assertThat(server.get(PODS + "/web/proxy/").code()).isEqualTo(200);
    }

    @Test
    void policiesHoldForTheApiServersAgentsToo() {
        server.apply("/apis/cilium.io/v2/namespaces/default/ciliumnetworkpolicies/only", "test", POLICY);
        server.settle();
        String ip = server.get(PODS + "/web").text("status", "podIP");
        refused(
                server.get(SERVICES + "/web/proxy/"),
                503,
                "error trying to reach service: dial tcp " + ip + ":80: i/o timeout");
    }

    @Test
    void discoveryHasTheProxies() {
        assertThat(server.get("/api/v1").json().toString())
                .contains("\"services/proxy\"", "ServiceProxyOptions", "\"pods/proxy\"", "PodProxyOptions");
    }
}
