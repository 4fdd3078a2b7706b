package io.jenkins.plugins.aks.azure;

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

    public static final Cloud PUBLIC = new Cloud(
            "Azure",
            "https://management.azure.com",
            "https://login.microsoftonline.com",
            "https://management.azure.com",
            "",
            false);
}
