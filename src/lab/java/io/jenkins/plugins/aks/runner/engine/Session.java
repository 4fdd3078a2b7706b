package io.jenkins.plugins.aks.runner.engine;

import hudson.EnvVars;
import io.jenkins.plugins.aks.runner.model.Symbols;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Everything that belongs to one run. */
public final class Session {

    private final LabRun run;
    private final Console console;
    private final Records records;
    private final Registry registry;
    private final Symbols symbols;
    private final Timers timers;
    private final Stages stages;
    private final LabFlow flow = new LabFlow();
    private final Map<String, Object> parameters = new ConcurrentHashMap<>();
    private final Map<String, String> suggested = new ConcurrentHashMap<>();
    private final Map<String, String> variables = new ConcurrentHashMap<>();

    Session(LabRun run, Console console, Records records, Registry registry, Symbols symbols, Timers timers) {
        this.run = run;
        this.console = console;
        this.records = records;
        this.registry = registry;
        this.symbols = symbols;
        this.timers = timers;
        this.stages = new Stages(timers.clock());
    }

    public LabRun run() {
        return run;
    }

    public Console console() {
        return console;
    }

    Records records() {
        return records;
    }

    Registry registry() {
        return registry;
    }

    Symbols symbols() {
        return symbols;
    }

    public Timers timers() {
        return timers;
    }

    public Stages stages() {
        return stages;
    }

    LabFlow flow() {
        return flow;
    }

    /** The build's parameters; changed only before the first step. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** The value to take for a parameter that the user did not give; null for the script's own default. */
    String suggested(String parameter) {
        return suggested.get(parameter);
    }

    void suggest(Map<String, String> values) {
        suggested.putAll(values);
    }

    /** What the script set with {@code env.NAME = value}. */
    Map<String, String> variables() {
        return variables;
    }

    /** A point in time that stays the same when the run is resumed. */
    public Instant instant(LabContext context, Supplier<Instant> first) {
        return records.instant(context.node().getId(), first);
    }

    EnvVars environment(Scope scope) throws IOException, InterruptedException {
        EnvVars all = run.getEnvironment(null);
        parameters.forEach((name, value) -> all.put(name, String.valueOf(value)));
        all.putAll(variables);
        EnvVars contextual = scope.find(EnvVars.class);
        if (contextual != null) {
            all.overrideAll(contextual);
        }
        EnvironmentExpander expander = scope.find(EnvironmentExpander.class);
        if (expander != null) {
            expander.expand(all);
        }
        return all;
    }
}
