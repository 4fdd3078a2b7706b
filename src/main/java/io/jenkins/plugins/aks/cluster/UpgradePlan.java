package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an upgrade is to do, decided once and kept before anything is sent: {@code next-minor} must not mean another version
 * after a restart.
 *
 * @param from the version that the control plane had
 * @param controlPlane the version that it gets; empty where it has it
 * @param pools versions by name, in the order of the upgrades; those that need none are not among them
 */
record UpgradePlan(String from, String controlPlane, Map<String, String> pools) {
    private static final String FROM = "planFrom";
    private static final String CONTROL_PLANE = "planControlPlane";
    private static final String POOLS = "planPools";

    boolean isEmpty() {
        return controlPlane.isEmpty() && pools.isEmpty();
    }

    String text() {
        List<String> parts = new ArrayList<>();
        if (!controlPlane.isEmpty()) {
            parts.add("control plane " + from + " -> " + controlPlane);
        }
        pools.forEach((name, version) -> parts.add("pool " + name + " -> " + version));
        return String.join(", then ", parts);
    }

    void save(Journal journal) throws IOException {
        List<String> each = new ArrayList<>();
        pools.forEach((name, version) -> each.add(name + "=" + version));
        journal.put(FROM, from)
                .put(CONTROL_PLANE, controlPlane)
                .put(POOLS, String.join(",", each))
                .save();
    }

    /** Empty before {@link #save}. */
    static Optional<UpgradePlan> of(Journal journal) {
        return journal.get(FROM).map(from -> {
            Map<String, String> pools = new LinkedHashMap<>();
            for (String each : journal.get(POOLS).orElse("").split(",")) {
                int at = each.indexOf('=');
                if (at > 0) {
                    pools.put(each.substring(0, at), each.substring(at + 1));
                }
            }
            return new UpgradePlan(from, journal.get(CONTROL_PLANE).orElse(""), pools);
        });
    }
}
