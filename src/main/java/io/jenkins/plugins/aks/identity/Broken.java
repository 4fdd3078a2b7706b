package io.jenkins.plugins.aks.identity;

/**
 * Where a chain ends.
 *
 * @param link the first that does not hold; null where all do
 * @param got what was found there
 * @param reason why, and what to do
 * @param passing whether waiting may mend it
 * @param unknown whether it could not be looked at
 */
record Broken(ChainLink link, String got, String reason, boolean passing, boolean unknown) {

    static Broken none() {
        return new Broken(null, "", "", false, false);
    }

    static Broken at(ChainLink link, String got, String reason) {
        return new Broken(link, got, reason, false, false);
    }

    /** What is known to pass by itself, such as a change that is not known everywhere yet. */
    static Broken yet(ChainLink link, String got, String reason) {
        return new Broken(link, got, reason, true, false);
    }

    static Broken unknown(ChainLink link, String got, String reason) {
        return new Broken(link, got, reason, false, true);
    }
}
