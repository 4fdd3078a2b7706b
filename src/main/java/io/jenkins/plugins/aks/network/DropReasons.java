package io.jenkins.plugins.aks.network;

import java.util.Map;

/** Why Cilium drops packets; its own numbers and, for those that people meet, its own words. */
final class DropReasons {
    static final int POLICY_DENIED = 133;
    static final int POLICY_DENY = 181;
    static final int AUTH_REQUIRED = 189;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(POLICY_DENIED, "Policy denied"),
            Map.entry(POLICY_DENY, "Policy denied by denylist"),
            Map.entry(AUTH_REQUIRED, "Authentication required"),
            Map.entry(132, "Invalid source ip"),
            Map.entry(134, "Invalid packet"),
            Map.entry(137, "CT: Unknown L4 protocol"),
            Map.entry(139, "Unsupported L3 protocol"),
            Map.entry(140, "Missed tail call"),
            Map.entry(150, "Unknown L3 target address"),
            Map.entry(151, "Stale or unroutable IP"),
            Map.entry(152, "No matching local container found"),
            Map.entry(158, "Service backend not found"),
            Map.entry(160, "No tunnel/encapsulation endpoint (datapath BUG!)"),
            Map.entry(162, "Reached EDT rate-limiting drop horizon"),
            Map.entry(164, "Local host is unreachable"),
            Map.entry(166, "Unsupported L2 protocol"),
            Map.entry(169, "FIB lookup failed"),
            Map.entry(171, "Invalid identity"),
            Map.entry(172, "Unknown sender"),
            Map.entry(177, "Denied by LB src range check"),
            Map.entry(182, "VLAN traffic disallowed by VLAN filter"),
            Map.entry(196, "TTL exceeded"),
            Map.entry(202, "Host datapath not ready"),
            Map.entry(203, "Endpoint policy program not available"));

    private DropReasons() {}

    /** Empty for what was not dropped. */
    static String text(int reason) {
        return reason == 0 ? "" : TEXTS.getOrDefault(reason, "drop reason " + reason);
    }

    static boolean isPolicy(int reason) {
        return reason == POLICY_DENIED || reason == POLICY_DENY || reason == AUTH_REQUIRED;
    }
}
