package io.jenkins.plugins.aks.sandbox.kubernetes;

/** A program wants its standard input, and nobody is attached to it yet. */
final class NoInputYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoInputYet() {
        super("nobody is attached", null, false, false);
    }
}
