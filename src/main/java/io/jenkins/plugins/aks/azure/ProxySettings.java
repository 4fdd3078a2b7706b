package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.SecretText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The HTTP proxy between Jenkins and the cloud.
 *
 * @param host empty for no proxy
 * @param user empty for a proxy without authentication
 * @param password null without authentication. Java refuses basic authentication towards a proxy for https unless it runs
 *     with {@code -Djdk.http.auth.tunneling.disabledSchemes=}
 * @param noProxy hosts to reach directly; {@code *} stands for any text, a leading dot for any subdomain
 */
public record ProxySettings(String host, int port, String user, SecretText password, List<String> noProxy) {

    public ProxySettings {
        noProxy = List.copyOf(noProxy);
    }

    public static ProxySettings none() {
        return new ProxySettings("", 0, "", null, List.of());
    }

    public boolean isPresent() {
        return !host.isEmpty();
    }

    /** True where requests to this host go through the proxy. */
    public boolean appliesTo(String target) {
        String name = target.toLowerCase(Locale.ROOT);
        return isPresent()
                && noProxy.stream().noneMatch(pattern -> matches(pattern.strip().toLowerCase(Locale.ROOT), name));
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.isEmpty()) {
            return false;
        }
        String glob = pattern.startsWith(".") ? "*" + pattern : pattern;
        String[] parts = glob.split("\\*", -1);
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        return name.matches(regex.toString());
    }

    @Override
    public String toString() {
        return isPresent() ? "proxy " + host + ":" + port : "no proxy";
    }
}
