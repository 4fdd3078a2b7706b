package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;

/**
 * fabric8's settings from a kubeconfig alone: nothing is read from the controller's files, environment or service
 * account. The client retries nothing by itself, because its retries hold a thread.
 */
final class ClientConfig {
    private static final int CONNECT_MILLIS = 15_000;
    private static final int REQUEST_MILLIS = 30_000;

    private ClientConfig() {}

    static Config of(Kubeconfig kubeconfig, EntraTokens tokens, ClusterProxy proxy) {
        Config config = new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(kubeconfig.server())
                .withTrustCerts(false)
                .withDisableHostnameVerification(false)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withUserAgent("aks-pipeline-steps")
                .build();
        config.setCaCertData(orNull(kubeconfig.certificateAuthority()));
        if (kubeconfig.isEntra()) {
            config.setOauthTokenProvider(entra(kubeconfig.serverId(), tokens));
        } else {
            config.setOauthToken(orNull(kubeconfig.token()));
            config.setClientCertData(orNull(kubeconfig.clientCertificate()));
            config.setClientKeyData(orNull(kubeconfig.clientKey()));
        }
        proxy(config, proxy);
        return config;
    }

    private static OAuthTokenProvider entra(String serverId, EntraTokens tokens) {
        String scope = serverId + "/.default";
        return () -> {
            try {
                return tokens.source().token(scope);
            } catch (OperationException | TransientException e) {
                throw new KubernetesClientException(e.getMessage(), e);
            }
        };
    }

    private static void proxy(Config config, ClusterProxy proxy) {
        if (proxy.host().isEmpty()) {
            return;
        }
        String url = "http://" + proxy.host() + ":" + proxy.port();
        config.setHttpProxy(url);
        config.setHttpsProxy(url);
        config.setNoProxy(noProxy(proxy.noProxy()));
        if (!proxy.user().isEmpty() && proxy.password() != null) {
            config.setProxyUsername(proxy.user());
            config.setProxyPassword(proxy.password().reveal());
        }
    }

    /** fabric8 knows no {@code *}: it compares the ends of names. */
    private static String[] noProxy(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> pattern.strip().replaceFirst("^\\*", ""))
                .filter(pattern -> !pattern.isEmpty())
                .toArray(String[]::new);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
