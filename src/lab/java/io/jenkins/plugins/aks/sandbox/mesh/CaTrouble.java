package io.jenkins.plugins.aks.sandbox.mesh;

/** What is wrong with a certificate authority, in the words of istiod. */
public final class CaTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    CaTrouble(String message) {
        super(message, null, false, false);
    }
}
