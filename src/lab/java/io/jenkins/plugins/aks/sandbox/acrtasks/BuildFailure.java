package io.jenkins.plugins.aks.sandbox.acrtasks;

/** A build that fails, with what the build tool says. */
final class BuildFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BuildFailure(String message) {
        super(message, null, false, false);
    }
}
