package io.jenkins.plugins.aks.runner.builtin;

import hudson.EnvVars;
import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Sets variables; {@code NAME+ANY} puts the value in front of the path that NAME holds. */
final class Overrides extends EnvironmentExpander {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> overrides;

    Overrides(Map<String, String> overrides) {
        this.overrides = new TreeMap<>(overrides);
    }

    @Override
    public void expand(EnvVars env) {
        overrides.forEach((name, value) -> {
            int plus = name.indexOf('+');
            if (plus > 0) {
                String real = name.substring(0, plus);
                String before = env.get(real);
                env.put(real, before == null ? value : value + File.pathSeparator + before);
            } else {
                env.put(name, value);
            }
        });
    }
}
