package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;

/** What can only be known while a deployment runs. */
public interface Runtime {

    /**
     * @param target a resource's id, its name in the template, or its symbolic name
     * @param apiVersion empty for that of the template
     * @param full the whole resource rather than its properties
     */
    JsonNode reference(String target, String apiVersion, boolean full);

    /** Before the deployment runs: names, conditions and loops must not depend on what it makes. */
    static Runtime none() {
        return (target, apiVersion, full) -> {
            throw new TemplateException("The template function 'reference' is not expected at this location. Please see"
                    + " https://aka.ms/arm-functions for usage details.");
        };
    }

    /** While a template is checked: what depends on it is left for later. */
    static Runtime later() {
        return (target, apiVersion, full) -> {
            throw new NotYet();
        };
    }
}
