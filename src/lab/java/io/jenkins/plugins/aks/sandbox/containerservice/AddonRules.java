package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.Map;
import java.util.Set;

/** Add-ons: which there are, what they are configured with, and the identity that each gets. */
final class AddonRules {
    private static final Set<String> KNOWN = Set.of(
            "omsagent",
            "azurepolicy",
            "azurekeyvaultsecretsprovider",
            "httpapplicationrouting",
            "ingressapplicationgateway",
            "openservicemesh",
            "aciconnectorlinux",
            "kubedashboard",
            "gitops",
            "accsgxdeviceplugin");
    private static final String WORKSPACE = "Microsoft.OperationalInsights/workspaces";

    private AddonRules() {}

    static void check(ArmContext arm, ArmDocument cluster) {
        for (Map.Entry<String, JsonNode> addon :
                cluster.properties().path("addonProfiles").properties()) {
            String name = addon.getKey();
            String field = "addonProfiles." + name;
            if (!KNOWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                throw ArmRefusal.invalid(field, "'" + name + "' is no add-on; there are " + KNOWN + ".");
            }
            if (!(addon.getValue() instanceof ObjectNode profile)
                    || !profile.path("enabled").isBoolean()) {
                throw ArmRefusal.invalid(field + ".enabled", "it is required.");
            }
            checkConfig(field, profile.path("config"));
            boolean enabled = profile.path("enabled").asBoolean();
            if (enabled && name.equalsIgnoreCase("omsagent")) {
                checkLogs(arm, field, profile.path("config"));
            }
            identity(arm, cluster, name, profile, enabled);
        }
    }

    private static void checkConfig(String field, JsonNode config) {
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new ArmRefusal(
                        400,
                        "UnmarshalError",
                        "The request content was invalid and could not be deserialized: '" + field + ".config."
                                + entry.getKey() + "' must be of type string.");
            }
        }
    }

    private static void checkLogs(ArmContext arm, String field, JsonNode config) {
        String workspace = "";
        for (Map.Entry<String, JsonNode> entry : config.properties()) {
            if (entry.getKey().equalsIgnoreCase("logAnalyticsWorkspaceResourceID")) {
                workspace = entry.getValue().asText();
            }
        }
        boolean exists = arm.documents()
                .find(workspace)
                .filter(d -> d.resource().path("type").asText().equals(WORKSPACE))
                .isPresent();
        if (!exists) {
            throw ArmRefusal.invalid(
                    field + ".config.logAnalyticsWorkspaceResourceID",
                    "the Log Analytics workspace '" + workspace + "' was not found.");
        }
    }

    private static void identity(
            ArmContext arm, ArmDocument cluster, String name, ObjectNode profile, boolean enabled) {
        if (!enabled) {
            profile.remove("identity");
            return;
        }
        String identity = name.toLowerCase(java.util.Locale.ROOT) + "-" + cluster.name();
        String unique = cluster.id() + " " + identity;
        profile.putObject("identity")
                .put(
                        "resourceId",
                        "/subscriptions/" + cluster.id().split("/")[2] + "/resourcegroups/"
                                + cluster.properties().path("nodeResourceGroup").asText()
                                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + identity)
                .put("clientId", arm.ids().guid("add-on client " + unique))
                .put("objectId", arm.ids().guid("add-on object " + unique));
    }
}
