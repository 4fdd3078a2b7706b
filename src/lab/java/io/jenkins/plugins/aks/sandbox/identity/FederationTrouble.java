package io.jenkins.plugins.aks.sandbox.identity;

/** What the program in the container writes before it ends. */
final class FederationTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final String place;

    /** @param place in the program's source, as its log names it */
    FederationTrouble(String place, String message) {
        super(message, null, false, false);
        this.place = place;
    }

    String place() {
        return place;
    }
}
