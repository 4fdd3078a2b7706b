package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The add-ons that are profiles of a cluster, by the names that the CLI has for them (W058). */
enum Addon {
    AZURE_KEYVAULT_SECRETS_PROVIDER(
            "azureKeyvaultSecretsProvider", Map.of("enableSecretRotation", "false", "rotationPollInterval", "2m")),
    AZURE_POLICY("azurepolicy", Map.of()),
    CONFCOM("ACCSGXDevicePlugin", Map.of("ACCSGXQuoteHelperEnabled", "false")),
    INGRESS_APPGW("ingressApplicationGateway", Map.of()),
    OPEN_SERVICE_MESH("openServiceMesh", Map.of()),
    VIRTUAL_NODE("aciConnectorLinux", Map.of());

    private final String profile;
    private final Map<String, String> defaults;

    Addon(String profile, Map<String, String> defaults) {
        this.profile = profile;
        this.defaults = defaults;
    }

    static Addon parse(String given) throws InvalidParameterException {
        if ("monitoring".equals(given)) {
            throw new InvalidParameterException("name", given, words(), "aksMonitoring switches monitoring on or off.");
        }
        return Stream.of(values())
                .filter(addon -> addon.word().equals(given))
                .findFirst()
                .orElseThrow(() -> new InvalidParameterException(
                        "name", given, words(), "Name the add-on as az aks enable-addons does."));
    }

    private static String words() {
        return Stream.of(values()).map(Addon::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its key in {@code addonProfiles}; the service answers it in more than one case. */
    String profile() {
        return profile;
    }

    /** What the CLI sends where nothing is said. */
    Map<String, String> defaults() {
        return defaults;
    }

    /** What has to be given for it to be switched on, as a sentence; empty for nothing. */
    String lacks(Map<String, String> config) {
        return switch (this) {
            case VIRTUAL_NODE -> config.containsKey("SubnetName") ? "" : "virtual-node needs [SubnetName: '…'].";
            case INGRESS_APPGW -> config.isEmpty()
                    ? "ingress-appgw needs applicationGatewayId, or subnetId, or subnetCIDR, of the gateway."
                    : "";
            default -> "";
        };
    }
}
