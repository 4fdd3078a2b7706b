package io.jenkins.plugins.aks.sandbox.template;

/** A template that Azure Resource Manager refuses; the message is the inner one, in the service's words. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message, null, false, false);
    }
}
