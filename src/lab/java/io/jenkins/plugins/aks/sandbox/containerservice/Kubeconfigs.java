package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.CertificateAuthority;
import io.jenkins.plugins.aks.sandbox.ClusterAccess;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Pem;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.Tokens;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;

/** Kubeconfigs as the service writes them: with a client certificate and a token, or with kubelogin. */
final class Kubeconfigs {
    private static final String FRAME =
            """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: %s
                server: %s
              name: %s
            contexts:
            - context:
                cluster: %s
                user: %s
              name: %s
            current-context: %s
            kind: Config
            preferences: {}
            users:
            - name: %s
              user:
            %s""";
    private static final String LOCAL =
            """
                client-certificate-data: %s
                client-key-data: %s
                token: %s
            """;
    /** The client id is the public one of kubelogin. */
    private static final String ENTRA =
            """
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  args:
                  - get-token
                  - --environment
                  - AzurePublicCloud
                  - --server-id
                  - %s
                  - --client-id
                  - 80faf920-1908-4b52-b5ef-a8e7bedfc67a
                  - --tenant-id
                  - %s
                  - --login
                  - devicecode
                  command: kubelogin
                  env: null
                  provideClusterInfo: false
            """;

    private final Sandbox sandbox;
    private KeyPair keys;

    Kubeconfigs(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Gives the cluster's administrator a key and a certificate. */
    void issue(ArmDocument cluster) {
        KeyPair keys = keys();
        CertificateAuthority authority = sandbox.authority();
        String subject = "O=system:masters,OU=" + ClusterKeys.keyOf(cluster.id()) + ",CN=masterclient";
        cluster.internal()
                .put("clientKey", Pem.text(keys.getPrivate()))
                .put("clientCertificate", Pem.text(authority.clientCertificate(subject, keys.getPublic())));
    }

    /** The same for all clusters that this process makes: an RSA key takes long, and the certificate says whose it is. */
    private synchronized KeyPair keys() {
        if (keys == null) {
            keys = Tokens.rsaKey();
        }
        return keys;
    }

    String local(ArmDocument cluster, String user) {
        String credentials = LOCAL.formatted(
                base64(cluster.internal().path("clientCertificate").asText()),
                base64(cluster.internal().path("clientKey").asText()),
                cluster.internal().path("token").asText());
        return frame(cluster, user, credentials);
    }

    String entra(ArmDocument cluster) {
        String tenant = cluster.properties().path("aadProfile").path("tenantID").asText();
        return frame(cluster, "clusterUser", ENTRA.formatted(ClusterAccess.ENTRA_AUDIENCE, tenant));
    }

    /** Of a fleet's hub, whose context is called so whatever the fleet's name. */
    String hub(String fleetId) {
        String tenant = sandbox.credentials().tenantId();
        String user = "clusterUser_" + fleetId.split("/")[4] + "_hub";
        return framed(fleetId, "hub", user, "hub", ENTRA.formatted(ClusterAccess.ENTRA_AUDIENCE, tenant));
    }

    private String frame(ArmDocument cluster, String user, String credentials) {
        String name = cluster.name();
        String fullUser = user + "_" + cluster.id().split("/")[4] + "_" + name;
        String context = user.equals("clusterAdmin") ? name + "-admin" : name;
        return framed(cluster.id(), name, fullUser, context, credentials);
    }

    private String framed(String id, String name, String fullUser, String context, String credentials) {
        String server = sandbox.url() + "/k8s/" + ClusterKeys.keyOf(id);
        return FRAME.formatted(
                base64(sandbox.caPem()), server, name, name, fullUser, context, context, fullUser, credentials);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
