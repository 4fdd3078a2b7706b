package io.jenkins.plugins.aks.pipeline;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.aks.azure.ProxySettings;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The proxy of Jenkins' own configuration, for all that the steps send. */
final class JenkinsProxy {
    private JenkinsProxy() {}

    static ProxySettings settings() {
        ProxyConfiguration proxy = Jenkins.get().proxy;
        if (proxy == null || Util.fixEmptyAndTrim(proxy.getName()) == null) {
            return ProxySettings.none();
        }
        Secret password = proxy.getSecretPassword();
        return new ProxySettings(
                proxy.getName(),
                proxy.getPort(),
                Util.fixNull(proxy.getUserName()),
                password == null || password.getPlainText().isEmpty() ? null : new JenkinsSecret(password),
                patterns(Util.fixNull(proxy.getNoProxyHost())));
    }

    private static List<String> patterns(String noProxyHost) {
        return Stream.of(noProxyHost.split("[ \t\r\n,|]+"))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }
}
