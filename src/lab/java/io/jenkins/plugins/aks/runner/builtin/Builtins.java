package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The steps that Jenkins' own Pipeline plugins bring, as far as the lab has them. */
public final class Builtins {

    private static final Set<String> JOB_PROPERTIES = Set.of(
            "parameters",
            "booleanParam",
            "choice",
            "text",
            "password",
            "buildDiscarder",
            "logRotator",
            "disableConcurrentBuilds",
            "pipelineTriggers",
            "cron");

    private Builtins() {}

    /** @param shell whether sh may run programs */
    public static List<StepDefinition> all(boolean shell) {
        List<StepDefinition> all = new ArrayList<>();
        all.addAll(LogSteps.all());
        all.addAll(FlowSteps.all());
        all.addAll(EnvironmentSteps.all());
        all.addAll(FileSteps.all());
        all.addAll(new ShellSteps(shell).all());
        return all;
    }

    /** Names that describe something inside another step's arguments. */
    public static Set<String> functions() {
        Set<String> names = new TreeSet<>(Bindings.KINDS);
        names.addAll(JOB_PROPERTIES);
        return names;
    }
}
