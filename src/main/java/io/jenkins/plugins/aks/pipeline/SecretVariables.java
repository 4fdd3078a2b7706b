package io.jenkins.plugins.aks.pipeline;

import hudson.EnvVars;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Variables of a block whose values are secret; saved with the Pipeline in sealed form only. */
@SuppressWarnings("NonApiType") // a map that is known to be serializable
final class SecretVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> sealed;

    /** @param sealed see {@link Sealed}, by name */
    SecretVariables(Map<String, String> sealed) {
        this.sealed = new TreeMap<>(sealed);
    }

    @Override
    public void expand(EnvVars env) {
        sealed.forEach((name, value) -> env.override(name, Sealed.open(value)));
    }

    /** So that a script that puts one into a Groovy string is warned. */
    @Override
    public Set<String> getSensitiveVariables() {
        return Set.copyOf(sealed.keySet());
    }
}
