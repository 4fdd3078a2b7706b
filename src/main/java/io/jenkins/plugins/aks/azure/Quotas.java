package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many vCPUs a subscription may still use in a location: Compute's {@code usages}, in total and by family. */
public final class Quotas {
    private static final String TOTAL = "cores";
    private static final String SPOT = "lowPriorityCores";

    private final String location;
    private final Map<String, Usage> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private record Usage(String label, long used, long limit) {
        long free() {
            return Math.max(0, limit - used);
        }
    }

    private Quotas(String location) {
        this.location = location;
    }

    public static Quotas of(Arm arm, String subscription, String location)
            throws OperationException, TransientException {
        return of(
                location,
                arm.list(
                        "/subscriptions/" + subscription + "/providers/Microsoft.Compute/locations/" + location
                                + "/usages",
                        ApiVersions.COMPUTE_USAGES));
    }

    static Quotas of(String location, List<JsonNode> usages) {
        Quotas quotas = new Quotas(location);
        for (JsonNode usage : usages) {
            String name = usage.at("/name/value").asText();
            quotas.byName.put(
                    name,
                    new Usage(
                            usage.at("/name/localizedValue").asText(name),
                            usage.path("currentValue").asLong(),
                            usage.path("limit").asLong()));
        }
        return quotas;
    }

    /**
     * What is missing for {@code nodes} machines of {@code size}, as a sentence; empty where they fit. A quota that the
     * service does not list limits nothing.
     */
    public Optional<String> missing(VmSize size, int nodes, boolean spot) {
        long needed = (long) size.vCpus() * nodes;
        List<String> names = spot ? List.of(SPOT) : List.of(size.family(), TOTAL);
        for (String name : names) {
            Usage usage = byName.get(name);
            if (usage != null && usage.free() < needed) {
                return Optional.of(nodes + " × " + size.name() + " need " + needed + " vCPUs; the quota '"
                        + usage.label() + "' in " + location + " has " + usage.free() + " free (" + usage.used()
                        + " of " + usage.limit() + " used)");
            }
        }
        return Optional.empty();
    }

    /** @throws OperationException where {@code nodes} machines of {@code size} do not fit */
    public void require(String subject, VmSize size, int nodes, boolean spot) throws OperationException {
        Optional<String> missing = missing(size, nodes, spot);
        if (missing.isPresent()) {
            throw new OperationException(
                    subject + ": " + missing.get() + ". Ask for more quota, remove what is not needed, or choose fewer"
                            + " nodes or another size. Upgrades need room for surge nodes on top.",
                    Map.of("code", "QuotaExceeded", "vmSize", size.name(), "family", size.family()),
                    null);
        }
    }
}
