package io.jenkins.plugins.aks.azure;

import java.util.List;
import java.util.Optional;

/**
 * An Azure cloud: where its services are.
 *
 * @param name {@code Azure}, {@code AzureChina}, {@code AzureUSGovernment} or the name of a configured one
 * @param resourceManager e.g. {@code https://management.azure.com}; no trailing slash
 * @param authority e.g. {@code https://login.microsoftonline.com}; no trailing slash
 * @param audience the resource that tokens for Resource Manager are asked for, e.g. {@code https://management.azure.com};
 *     the scope is this plus {@code /.default}
 * @param caPem extra certificate authorities to trust, as PEM; empty for those of the Java runtime
 * @param custom true for a cloud that the Entra discovery endpoint does not know
 */
public record Cloud(
        String name, String resourceManager, String authority, String audience, String caPem, boolean custom) {

    public static final Cloud PUBLIC =
            known("Azure", "https://management.azure.com", "https://login.microsoftonline.com");

    public static final Cloud CHINA =
            known("AzureChina", "https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn");

    public static final Cloud US_GOVERNMENT =
            known("AzureUSGovernment", "https://management.usgovcloudapi.net", "https://login.microsoftonline.us");

    /** The clouds that Microsoft and 21Vianet run; their endpoints are those of azure-core-management's AzureEnvironment. */
    public static List<Cloud> known() {
        return List.of(PUBLIC, CHINA, US_GOVERNMENT);
    }

    /** One of {@link #known()} by name, ignoring case. */
    public static Optional<Cloud> named(String name) {
        return known().stream()
                .filter(cloud -> cloud.name.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The OAuth scope of tokens for Resource Manager. */
    public String scope() {
        return audience + "/.default";
    }

    /** The OAuth scope of tokens for key vaults' own endpoints; that of the public cloud for a custom one. */
    public String keyVaultScope() {
        return switch (name) {
            case "AzureChina" -> "https://vault.azure.cn/.default";
            case "AzureUSGovernment" -> "https://vault.usgovcloudapi.net/.default";
            default -> "https://vault.azure.net/.default";
        };
    }

    /** The OAuth scope of tokens for the API of managed Grafanas. */
    public String grafanaScope() {
        return "https://dashboard.azure.com/.default";
    }

    /** The OAuth scope of tokens for asking Azure Monitor workspaces by PromQL. */
    public String prometheusScope() {
        return switch (name) {
            case "AzureChina" -> "https://prometheus.monitor.azure.cn/.default";
            case "AzureUSGovernment" -> "https://prometheus.monitor.azure.us/.default";
            default -> "https://prometheus.monitor.azure.com/.default";
        };
    }

    private static Cloud known(String name, String resourceManager, String authority) {
        return new Cloud(name, resourceManager, authority, resourceManager, "", false);
    }
}
