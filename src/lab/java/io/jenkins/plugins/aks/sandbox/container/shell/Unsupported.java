package io.jenkins.plugins.aks.sandbox.container.shell;

/** Syntax that a real shell would take and this one does not: it says so instead of doing something else. */
final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
        super("the sandbox's shell does not support " + what);
    }
}
