package io.jenkins.plugins.aks.sandbox.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;
import io.jenkins.plugins.aks.sandbox.arm.Filter;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code Microsoft.Compute}: virtual machine sizes and quotas. */
public final class ComputeProvider implements ArmProvider {
    private static final String ROOT = "/subscriptions/{subscription}/providers/Microsoft.Compute";

    private ArmContext arm;
    private Sizes sizes;
    private Quotas quotas;

    @Override
    public void install(ArmContext context) {
        arm = context;
        sizes = new Sizes(context);
        quotas = new Quotas(context, sizes);
        arm.routes().add("GET", ROOT + "/skus", "Microsoft.Compute/skus", this::skus);
        arm.routes()
                .add("GET", ROOT + "/locations/{location}/usages", "Microsoft.Compute/locations/usages", this::usages);
    }

    private WebResponse skus(ArmCall call) {
        Filter filter = Filter.of(call, Set.of("location"));
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode size : sizes.all()) {
            for (Map.Entry<String, JsonNode> location : size.path("zones").properties()) {
                if (filter.accepts("location", location.getKey())) {
                    items.add(sku(size, location.getKey(), location.getValue()));
                }
            }
        }
        return Pages.answer(arm, call, items);
    }

    private static ObjectNode sku(JsonNode size, String location, JsonNode zones) {
        String name = size.path("name").asText();
        ObjectNode item = Json.object()
                .put("resourceType", "virtualMachines")
                .put("name", name)
                .put("tier", "Standard")
                .put("size", size.path("size").asText())
                .put("family", size.path("family").asText());
        item.putArray("locations").add(location);
        ObjectNode info = item.putArray("locationInfo").addObject().put("location", location);
        info.set("zones", zones.deepCopy());
        info.putArray("zoneDetails");
        ArrayNode capabilities = item.putArray("capabilities");
        capability(capabilities, "vCPUs", size.path("vCPUs").asText());
        capability(capabilities, "vCPUsAvailable", size.path("vCPUs").asText());
        capability(capabilities, "MemoryGB", size.path("memoryGB").asText());
        capability(capabilities, "PremiumIO", "True");
        size.path("capabilities")
                .properties()
                .forEach(c -> capability(capabilities, c.getKey(), c.getValue().asText()));
        ArrayNode restrictions = item.putArray("restrictions");
        for (JsonNode restriction : size.path("restrictions")) {
            if (Sizes.contains(restriction.path("locations"), location)) {
                restrictions.add(restriction(restriction, location));
            }
        }
        return item;
    }

    private static ObjectNode restriction(JsonNode restriction, String location) {
        ObjectNode item = Json.object().put("type", restriction.path("type").asText());
        ObjectNode info = item.putObject("restrictionInfo");
        info.putArray("locations").add(location);
        item.putArray("values").add(location);
        if (restriction.has("zones")) {
            info.set("zones", restriction.get("zones"));
        }
        return item.put("reasonCode", restriction.path("reason").asText());
    }

    private static void capability(ArrayNode capabilities, String name, String value) {
        capabilities.addObject().put("name", name).put("value", value);
    }

    private WebResponse usages(ArmCall call) {
        String location = arm.locations().require(call.parameter("location"), "locations/usages");
        Map<String, Long> used = quotas.used(location);
        List<ObjectNode> items = new ArrayList<>();
        for (Map.Entry<String, Long> limit : quotas.limits(location).entrySet()) {
            ObjectNode item = Json.object()
                    .put("limit", limit.getValue())
                    .put("unit", "Count")
                    .put("currentValue", used.getOrDefault(limit.getKey(), 0L));
            item.putObject("name").put("value", limit.getKey()).put("localizedValue", quotas.display(limit.getKey()));
            items.add(item);
        }
        return Pages.answer(arm, call, items);
    }
}
