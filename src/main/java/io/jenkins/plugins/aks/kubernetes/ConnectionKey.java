package io.jenkins.plugins.aks.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What makes two connections the same: server, authority, credential, proxy; as a digest, since it holds secrets. */
final class ConnectionKey {
    private ConnectionKey() {}

    static String of(Kubeconfig kubeconfig, ClusterProxy proxy) {
        String password = proxy.password() == null ? "" : proxy.password().reveal();
        return digest(
                kubeconfig.server(),
                kubeconfig.certificateAuthority(),
                kubeconfig.clientCertificate(),
                kubeconfig.clientKey(),
                kubeconfig.token(),
                kubeconfig.serverId(),
                proxy.toString() + proxy.user() + proxy.noProxy(),
                password);
    }

    private static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
