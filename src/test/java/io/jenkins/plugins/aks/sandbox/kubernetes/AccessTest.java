package io.jenkins.plugins.aks.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String ROLES = "/apis/rbac.authorization.k8s.io/v1/";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Reply as(String token, String path) {
        return server.get(path, "Authorization", "Bearer " + token);
    }

    @Test
    void nobodyUnknownGetsIn() {
        Reply wrong = as("wrong", "/api/v1/nodes");
        assertThat(wrong.code()).isEqualTo(401);
        assertThat(wrong.text("kind")).isEqualTo("Status");
        assertThat(wrong.text("reason")).isEqualTo("Unauthorized");
        assertThat(server.get("/api/v1/nodes", "Authorization", "Basic abc").code())
                .isEqualTo(401);
        assertThat(as("wrong", "/version").code()).isEqualTo(401);
    }

    @Test
    void withoutARoleNothingIsAllowedButDiscovery() {
        Reply reply = as(ApiServer.READER, MAPS);
        assertThat(reply.code()).isEqualTo(403);
        assertThat(reply.text("message"))
                .isEqualTo("configmaps is forbidden: User \"reader\" cannot list resource \"configmaps\""
                        + " in API group \"\" in the namespace \"default\"");
        assertThat(as(ApiServer.READER, "/apis").code()).isEqualTo(200);
    }

    @Test
    void aRoleAllowsWhatItSays() {
        server.post(
                ROLES + "namespaces/default/roles",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: read}, rules:"
                        + " [{apiGroups: [''], resources: [configmaps], verbs: [get, list]}]}");
        server.post(
                ROLES + "namespaces/default/rolebindings",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: read}, subjects:"
                        + " [{kind: User, name: reader, apiGroup: rbac.authorization.k8s.io}],"
                        + " roleRef: {kind: Role, name: read, apiGroup: rbac.authorization.k8s.io}}");
        assertThat(as(ApiServer.READER, MAPS).code()).isEqualTo(200);
        assertThat(as(ApiServer.READER, "/api/v1/namespaces/default/secrets").code())
                .isEqualTo(403);
        assertThat(as(ApiServer.READER, "/api/v1/namespaces/kube-system/configmaps")
                        .code())
                .isEqualTo(403);
        assertThat(server.send("DELETE", MAPS + "/kube-root-ca.crt", "", "Authorization", "Bearer " + ApiServer.READER)
                        .code())
                .isEqualTo(403);
    }

    @Test
    void aClusterAdminBindingOpensEverything() {
        server.post(
                ROLES + "clusterrolebindings",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: all}, subjects:"
                        + " [{kind: Group, name: 'system:authenticated', apiGroup: rbac.authorization.k8s.io}],"
                        + " roleRef: {kind: ClusterRole, name: cluster-admin, apiGroup: rbac.authorization.k8s.io}}");
        assertThat(as(ApiServer.READER, "/api/v1/nodes").code()).isEqualTo(200);
    }

    @Test
    void aRuleOfTheSandboxDeniesEvenAdmins() {
        server.deny(Map.of("verb", "create", "resource", "configmaps"));
        Reply reply = server.post(MAPS, Manifests.configMap("a", "{}"));
        assertThat(reply.code()).isEqualTo(403);
        assertThat(reply.text("reason")).isEqualTo("Forbidden");
        assertThat(server.get(MAPS).code()).isEqualTo(200);
    }

    @Test
    void reviewsSayWhatIsAllowed() {
        String review =
                "{apiVersion: authorization.k8s.io/v1, kind: SelfSubjectAccessReview, spec: {resourceAttributes:"
                        + " {namespace: default, verb: list, resource: pods}}}";
        String path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        assertThat(server.post(path, review).at("status", "allowed").asBoolean())
                .isTrue();
        Reply reader = server.post(path, review, "Authorization", "Bearer " + ApiServer.READER);
        assertThat(reader.code()).isEqualTo(201);
        assertThat(reader.at("status", "allowed").asBoolean(true)).isFalse();
        assertThat(server.get(path).code()).isEqualTo(405);
    }
}
