package io.jenkins.plugins.aks.cluster;

import java.util.List;

/**
 * What {@code aksUpgrade} was asked for.
 *
 * @param target see {@link UpgradeTarget}
 * @param pools names; empty for all
 * @param gates what must hold after each part
 */
record UpgradeSpec(String target, Scope scope, List<String> pools, UpgradeSettings settings, UpgradeGates gates) {

    /** What is upgraded. */
    enum Scope {
        ALL("all"),
        CONTROL_PLANE("control-plane"),
        NODES("nodes");

        private final String word;

        Scope(String word) {
            this.word = word;
        }

        static String[] words() {
            return java.util.Arrays.stream(values()).map(each -> each.word).toArray(String[]::new);
        }

        static Scope of(String word) {
            return java.util.Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
