package io.jenkins.plugins.aks.kubernetes;

import io.jenkins.plugins.aks.operation.SecretText;
import java.util.List;

/**
 * The HTTP proxy between Jenkins and a cluster.
 *
 * @param host empty for no proxy
 * @param user empty for a proxy without authentication
 * @param password null without authentication
 * @param noProxy hosts to reach directly; a leading {@code *} or dot stands for any subdomain
 */
public record ClusterProxy(String host, int port, String user, SecretText password, List<String> noProxy) {

    public ClusterProxy {
        noProxy = List.copyOf(noProxy);
    }

    public static ClusterProxy none() {
        return new ClusterProxy("", 0, "", null, List.of());
    }

    @Override
    public String toString() {
        return host.isEmpty() ? "no proxy" : "proxy " + host + ":" + port;
    }
}
