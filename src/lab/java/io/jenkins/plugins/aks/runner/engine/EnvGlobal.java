package io.jenkins.plugins.aks.runner.engine;

import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.aks.runner.script.Sneaky;
import java.util.Map;
import java.util.TreeMap;

/** {@code env} in a script. */
public final class EnvGlobal extends GroovyObjectSupport {

    private final Session session;

    EnvGlobal(Session session) {
        this.session = session;
    }

    /** All variables that hold where the script is. */
    public Map<String, String> getEnvironment() {
        try {
            return new TreeMap<>(session.environment(Scope.current()));
        } catch (Exception e) {
            throw Sneaky.throwAny(e);
        }
    }

    @Override
    public Object getProperty(String name) {
        return name.equals("environment") ? getEnvironment() : getEnvironment().get(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        if (value == null) {
            session.variables().remove(name);
        } else {
            session.variables().put(name, value.toString());
        }
    }
}
