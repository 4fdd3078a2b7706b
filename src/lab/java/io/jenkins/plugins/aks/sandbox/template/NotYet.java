package io.jenkins.plugins.aks.sandbox.template;

/** The value is known only once the deployment runs. */
final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYet() {
        super("known only once the deployment runs", null, false, false);
    }
}
