package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sizes of virtual machines that a subscription finds in a location: Compute's {@code skus}. */
public final class VmSizes {
    private static final int SHOWN = 12;

    private final String location;
    private final Map<String, VmSize> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private VmSizes(String location) {
        this.location = location;
    }

    public static VmSizes of(Arm arm, String subscription, String location)
            throws OperationException, TransientException {
        String filter = URLEncoder.encode("location eq '" + location + "'", StandardCharsets.UTF_8)
                .replace("+", "%20");
        return of(
                location,
                arm.list(
                        "/subscriptions/" + subscription + "/providers/Microsoft.Compute/skus?$filter=" + filter,
                        ApiVersions.COMPUTE_SKUS));
    }

    static VmSizes of(String location, List<JsonNode> skus) {
        VmSizes sizes = new VmSizes(location);
        for (JsonNode sku : skus) {
            boolean here =
                    location.equalsIgnoreCase(sku.at("/locationInfo/0/location").asText(location));
            if ("virtualMachines".equals(sku.path("resourceType").asText()) && here) {
                sizes.byName.put(sku.path("name").asText(), size(sku));
            }
        }
        return sizes;
    }

    /** In the order of their names. */
    public Collection<VmSize> all() {
        return byName.values();
    }

    /**
     * The size, if the subscription may use it here and in all of the zones.
     *
     * @param parameter the step's parameter that named the size
     * @param zoneParameter the step's parameter that named the zones
     */
    public VmSize require(String parameter, String name, String zoneParameter, List<String> zones)
            throws InvalidParameterException {
        VmSize size = byName.get(name);
        if (size == null) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "a size that Compute offers in " + location + ", e.g. " + similar(name),
                    "Choose one of them, or another location.");
        }
        if (size.restricted().isPresent()) {
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "a size without restrictions for this subscription in " + location + ", e.g. " + similar(name),
                    "Compute restricts it (" + size.restriction() + "): choose another, or ask Azure to lift it.");
        }
        if (!size.inZones(zones)) {
            throw new InvalidParameterException(
                    zoneParameter,
                    zones,
                    size.zones().isEmpty() ? "no zones" : "zones out of " + size.zones(),
                    name + " is offered in " + location + " in these alone: leave out the others, or choose another"
                            + " size.");
        }
        return size;
    }

    /** Unrestricted sizes, those of the same letter first. */
    private String similar(String name) {
        String prefix = name.toLowerCase(Locale.ROOT).replaceAll("^(standard_[a-z]).*", "$1");
        List<String> names = new ArrayList<>();
        for (boolean same : new boolean[] {true, false}) {
            byName.values().stream()
                    .filter(size -> size.restricted().isEmpty())
                    .map(VmSize::name)
                    .filter(n -> n.toLowerCase(Locale.ROOT).startsWith(prefix) == same)
                    .forEach(names::add);
        }
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none at present" : names.size() > SHOWN ? shown + ", …" : shown;
    }

    private static VmSize size(JsonNode sku) {
        TreeSet<String> zones = new TreeSet<>();
        sku.at("/locationInfo/0/zones").forEach(zone -> zones.add(zone.asText()));
        String restriction = null;
        for (JsonNode each : sku.path("restrictions")) {
            if ("Zone".equals(each.path("type").asText())) {
                each.at("/restrictionInfo/zones").forEach(zone -> zones.remove(zone.asText()));
            } else {
                restriction = each.path("reasonCode").asText("restricted");
            }
        }
        Map<String, String> capabilities = new HashMap<>();
        sku.path("capabilities")
                .forEach(c -> capabilities.put(
                        c.path("name").asText(), c.path("value").asText()));
        return new VmSize(
                sku.path("name").asText(), sku.path("family").asText(), zones, restriction, Map.copyOf(capabilities));
    }
}
