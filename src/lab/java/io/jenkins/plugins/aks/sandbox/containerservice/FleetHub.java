package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.List;
import java.util.Map;

/** What a hub is, where it runs and how much of the quota it takes: one node, in a resource group of its own. */
final class FleetHub {
    /** What the service chooses among for the hub's node. */
    private static final List<String> SIZES =
            List.of("Standard_D4s_v5", "Standard_D4ds_v5", "Standard_D4s_v6", "Standard_DS3_v2");

    private static final String PREFIX = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?";

    private final ArmContext arm;
    private final CapacityRules capacity;
    private final Versions versions;

    FleetHub(ArmContext arm, Versions versions) {
        this.arm = arm;
        this.capacity = new CapacityRules(arm);
        this.versions = versions;
    }

    /** @throws ArmRefusal for what cannot be changed, and what there is no quota for */
    void plan(ArmDocument fleet, JsonNode before) {
        JsonNode wanted = fleet.properties().path("hubProfile");
        if (!wanted.isObject()) {
            if (before.isObject()) {
                throw immutable("properties.hubProfile", "a fleet with a hub cannot become one without");
            }
            return;
        }
        ObjectNode hub = (ObjectNode) wanted;
        ObjectNode access = hub.withObjectProperty("apiServerAccessProfile");
        Merge.absent(access, "enablePrivateCluster", false);
        Merge.absent(access, "enableVnetIntegration", false);
        Merge.absent(hub, "dnsPrefix", before.path("dnsPrefix").asText(fleet.name()));
        if (!hub.path("dnsPrefix").asText().matches(PREFIX)) {
            throw ArmRefusal.invalid("hubProfile.dnsPrefix", "it must match ^" + PREFIX + "$.");
        }
        ObjectNode agent = hub.withObjectProperty("agentProfile");
        if (before.isObject()) {
            agent.setAll((ObjectNode) before.path("agentProfile"));
            requireSame(before, hub, "dnsPrefix");
            requireSame(before, hub, "apiServerAccessProfile");
            for (String field : List.of("fqdn", "portalFqdn", "kubernetesVersion")) {
                hub.set(field, before.path(field));
            }
            return;
        }
        agent.put("vmSize", size(fleet, agent.path("vmSize").asText()));
    }

    private static void requireSame(JsonNode before, JsonNode after, String field) {
        if (!before.path(field).equals(after.path(field))) {
            throw immutable("properties.hubProfile." + field, "it cannot be changed");
        }
    }

    private static ArmRefusal immutable(String field, String why) {
        return new ArmRefusal(
                400,
                "PropertyChangeNotAllowed",
                "Changing property '" + field + "' is not allowed: " + why + ".",
                field);
    }

    /** The first size that the region has and the quota allows. */
    private String size(ArmDocument fleet, String given) {
        String location = fleet.resource().path("location").asText();
        ArmRefusal last = null;
        for (String candidate : given.isEmpty() ? SIZES : List.of(given)) {
            try {
                ObjectNode node = node(candidate);
                capacity.checkSize("hub", node, location);
                capacity.checkQuota(Map.of(fleet.id(), node), location);
                return candidate;
            } catch (ArmRefusal refused) {
                last = refused;
            }
        }
        throw last;
    }

    private static ObjectNode node(String size) {
        return Json.object().put("vmSize", size).put("count", 1).put("mode", "System");
    }

    /** Its resource group, whose one pool counts for the quota. */
    void reserve(ArmDocument fleet) {
        String subscription = fleet.id().split("/")[2];
        String group = Fleets.hubGroup(fleet);
        if (!Fleets.hasHub(fleet) || arm.groups().find(subscription, group).isPresent()) {
            return;
        }
        String location = fleet.resource().path("location").asText();
        arm.groups().create(subscription, group, location, Json.object(), fleet.id());
        String id = Clusters.id(subscription, group, "hub") + "/agentPools/agentpool";
        ArmDocument pool = ArmDocument.of(id, "agentpool", Clusters.POOL_TYPE);
        pool.resource()
                .set(
                        "properties",
                        node(fleet.properties()
                                .path("hubProfile")
                                .path("agentProfile")
                                .path("vmSize")
                                .asText()));
        pool.state("Succeeded");
        pool.internal().put("location", location);
        arm.documents().put(pool);
    }

    /** What is known once it runs. */
    void made(ArmDocument fleet) {
        if (fleet.properties().path("hubProfile") instanceof ObjectNode hub && !hub.has("fqdn")) {
            String suffix = arm.ids().hex("hub " + fleet.id(), 8);
            String domain = hub.path("dnsPrefix").asText() + "-" + suffix + ".hcp."
                    + fleet.resource().path("location").asText() + ".azmk8s.io";
            hub.put("fqdn", domain).put("portalFqdn", domain.replace(".hcp.", ".portal.hcp."));
            hub.put(
                    "kubernetesVersion",
                    versions.resolve(versions.defaultMinor()).orElseThrow());
        }
    }
}
