package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses the machine size of a pool for which none was given, from what Compute offers and the quota allows: of the
 * general-purpose D sizes (64-bit Intel or AMD, premium storage, offered in all the zones, at least 7 GiB) that have quota
 * for all nodes, the one with the fewest vCPUs but at least {@value #COMFORTABLE}, or failing that at least
 * {@value #LEAST}; among equals the newest version, then the least memory, then the name. The service would choose by
 * itself (spec section 2.1), but then nobody could tell before whether the quota suffices.
 */
final class SizeChoice {
    private static final int COMFORTABLE = 4;
    private static final int LEAST = 2;
    private static final double LEAST_MEMORY = 7;
    private static final Pattern VERSION = Pattern.compile("_v(\\d+)$", Pattern.CASE_INSENSITIVE);
    private static final Comparator<VmSize> ORDER = Comparator.comparingInt(VmSize::vCpus)
            .thenComparing(Comparator.comparingInt(SizeChoice::version).reversed())
            .thenComparingDouble(VmSize::memory)
            .thenComparing(VmSize::name);

    private SizeChoice() {}

    static VmSize choose(String subject, VmSizes sizes, Quotas quotas, List<String> zones, int nodes, boolean spot)
            throws OperationException {
        List<VmSize> suitable = sizes.all().stream()
                .filter(SizeChoice::isGeneralPurpose)
                .filter(size -> size.restricted().isEmpty() && size.inZones(zones))
                .sorted(ORDER)
                .toList();
        for (int least : new int[] {COMFORTABLE, LEAST}) {
            Optional<VmSize> fits = suitable.stream()
                    .filter(size -> size.vCpus() >= least)
                    .filter(size -> quotas.missing(size, nodes, spot).isEmpty())
                    .findFirst();
            if (fits.isPresent()) {
                return fits.get();
            }
        }
        throw refuse(subject, sizes, suitable, quotas, zones, nodes, spot);
    }

    private static OperationException refuse(
            String subject,
            VmSizes sizes,
            List<VmSize> suitable,
            Quotas quotas,
            List<String> zones,
            int nodes,
            boolean spot) {
        if (suitable.isEmpty() && !zones.isEmpty()) {
            return new InvalidParameterException(
                    "zones",
                    zones,
                    "zones in which Compute offers this subscription a general-purpose size together: "
                            + offered(sizes),
                    "Leave out the others, give vmSize, or choose another location.");
        }
        String why = suitable.isEmpty()
                ? "Compute offers this subscription no D size" + (zones.isEmpty() ? "" : " in the zones " + zones)
                : quotas.missing(suitable.get(0), nodes, spot).orElse("no D size fits");
        return new OperationException(
                subject + ": vmSize was not given, and no general-purpose size suits " + nodes
                        + (nodes == 1 ? " node: " : " nodes: ") + why
                        + ". Give vmSize, ask for more quota, or choose fewer nodes, other zones or another location.",
                Map.of("code", suitable.isEmpty() ? "SkuNotAvailable" : "QuotaExceeded", "parameter", "vmSize"),
                null);
    }

    private static String offered(VmSizes sizes) {
        TreeSet<String> zones = new TreeSet<>();
        sizes.all().stream()
                .filter(SizeChoice::isGeneralPurpose)
                .filter(size -> size.restricted().isEmpty())
                .forEach(size -> zones.addAll(size.zones()));
        return zones.isEmpty() ? "none here" : String.join(", ", zones);
    }

    private static boolean isGeneralPurpose(VmSize size) {
        String family = size.family().toLowerCase(Locale.ROOT);
        return family.startsWith("standardd")
                && !family.startsWith("standarddc")
                && !size.arm64()
                && size.vCpus() >= LEAST
                && size.memory() >= LEAST_MEMORY
                && "True".equalsIgnoreCase(size.capabilities().get("PremiumIO"));
    }

    private static int version(VmSize size) {
        Matcher matcher = VERSION.matcher(size.name());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    }
}
