package io.jenkins.plugins.aks.pipeline;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** One run of the body of an {@link AksLoopStep}. Saved with the Pipeline, so it holds strings only, and no secret. */
public final class BodyRun implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final AksContext context;
    private final TreeMap<String, String> environment;
    private final boolean gate;

    /**
     * @param name as the log and the result show it
     * @param context of the steps inside
     * @param environment variables besides those of the context
     * @param gate whether no other run begins once this one has failed
     */
    public BodyRun(String name, AksContext context, Map<String, String> environment, boolean gate) {
        this.name = name;
        this.context = context;
        this.environment = new TreeMap<>(environment);
        this.gate = gate;
    }

    public String name() {
        return name;
    }

    public AksContext context() {
        return context;
    }

    public boolean isGate() {
        return gate;
    }

    Map<String, String> environment() {
        return new TreeMap<>(environment);
    }
}
