package io.jenkins.plugins.aks.storage;

/** How much of a node's CPU the storage engine takes: more is faster (spec section 7.1). */
enum StorageTier {
    BASIC("Basic", 0.15),
    STANDARD("Standard", 0.25),
    PREMIUM("Premium", 0.5);

    private final String word;
    private final double share;

    StorageTier(String word, double share) {
        this.word = word;
        this.share = share;
    }

    String word() {
        return word;
    }

    /** @param vCpus of the smallest node */
    String cpu(int vCpus) {
        return Double.toString(Math.max(1, vCpus * share));
    }
}
