package io.jenkins.plugins.aks.sandbox.containerregistry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.tracked.Identities;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;
import java.time.Duration;
import java.util.Locale;
import java.util.ServiceLoader;

/** Container registries: names that are unique in the world, and a login server. */
final class Registries implements TrackedKind {
    static final String TYPE = "Microsoft.ContainerRegistry/registries";
    static final String NAMES = "[A-Za-z0-9]{5,50}";

    private final ArmContext arm;

    Registries(ArmContext arm) {
        this.arm = arm;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String schema() {
        return "registry";
    }

    @Override
    public String names() {
        return NAMES;
    }

    @Override
    public Duration createTime() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void complete(ArmCall call, ArmDocument registry, boolean creates) {
        if (registry.resource().path("sku").path("name").asText().isEmpty()) {
            throw new ArmRefusal(400, "InvalidRequest", "The request is invalid: the property 'sku' is required.");
        }
        if (creates && isTaken(arm, registry.name())) {
            throw new ArmRefusal(
                    409,
                    "AlreadyInUse",
                    "The registry DNS name " + registry.name().toLowerCase(Locale.ROOT)
                            + ".azurecr.io is already in use. You can check if the name is already claimed using"
                            + " following API:"
                            + " https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability");
        }
        String tier = registry.resource().path("sku").path("name").asText();
        registry.resource().putObject("sku").put("name", tier).put("tier", tier);
        ObjectNode properties = registry.properties();
        if (properties.has("networkRuleSet") && !tier.equalsIgnoreCase("Premium")) {
            throw new ArmRefusal(
                    400,
                    "NetworkRuleSetNotSupported",
                    "The network rule set is not supported for the registry SKU " + tier
                            + ". Please refer to https://aka.ms/acr/skus for the supported SKUs.");
        }
        defaults(properties);
        properties.put("loginServer", open(registry.id()).replace("https://", ""));
        Identities.fill(arm, registry);
    }

    private void defaults(ObjectNode properties) {
        absent(properties, "adminUserEnabled", false);
        absent(properties, "anonymousPullEnabled", false);
        absent(properties, "dataEndpointEnabled", false);
        absent(properties, "publicNetworkAccess", "Enabled");
        absent(properties, "networkRuleBypassOptions", "AzureServices");
        absent(properties, "zoneRedundancy", "Disabled");
        absent(properties, "creationDate", arm.clock().now().toString());
        if (!properties.has("policies")) {
            properties.set("policies", Json.resource("/sandbox/registryPolicies.json"));
        }
    }

    private static void absent(ObjectNode properties, String field, Object value) {
        if (!properties.hasNonNull(field)) {
            properties.set(field, Json.from(value));
        }
    }

    static boolean isTaken(ArmContext arm, String name) {
        String subscription = arm.sandbox().credentials().subscriptionId();
        return arm.documents().under("/subscriptions/" + subscription).stream()
                .anyMatch(d -> d.resource().path("type").asText().equals(TYPE)
                        && d.name().equalsIgnoreCase(name));
    }

    @Override
    public void removed(ArmDocument registry) {
        arm.sandbox().closeEndpoint(endpoint(registry.name()));
        Identities.forget(arm, registry);
    }

    /** After the sandbox was started again. */
    void reopen() {
        String subscription = arm.sandbox().credentials().subscriptionId();
        for (ArmDocument document : arm.documents().under("/subscriptions/" + subscription)) {
            if (document.resource().path("type").asText().equals(TYPE)) {
                open(document.id());
            }
        }
    }

    private String open(String id) {
        String name = endpoint(id.substring(id.lastIndexOf('/') + 1));
        return ServiceLoader.load(RegistryPlane.class, Registries.class.getClassLoader())
                .findFirst()
                .map(plane -> arm.sandbox().endpoint(name, plane.of(arm, id)))
                .orElseGet(() -> arm.sandbox().endpoint(name, new NoRegistryPlane()));
    }

    private static String endpoint(String name) {
        return "registry/" + name.toLowerCase(Locale.ROOT);
    }
}
