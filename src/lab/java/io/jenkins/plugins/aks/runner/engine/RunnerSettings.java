package io.jenkins.plugins.aks.runner.engine;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param directory where builds are kept, as {@code builds/<number>}
 * @param script the text of the Jenkinsfile
 * @param parameters of the build, by name
 * @param suggested values for parameters that nobody gave; unlike those they may be unknown to the script
 * @param environment variables that the controller would set, such as BRANCH_NAME
 * @param coloured whether the log uses ANSI colours
 * @param steps what the lab has beside the plugins' steps
 * @param functions names that describe something inside another step's arguments
 */
public record RunnerSettings(
        Path directory,
        String script,
        Map<String, String> parameters,
        Map<String, String> suggested,
        Map<String, String> environment,
        PrintStream out,
        boolean coloured,
        Timers timers,
        List<StepDefinition> steps,
        Set<String> functions) {

    /** A run without parameters, with no steps but those of plugins. */
    public static RunnerSettings of(Path directory, String script, PrintStream out, Timers timers) {
        return new RunnerSettings(
                directory, script, Map.of(), Map.of(), Map.of(), out, false, timers, List.of(), Set.of());
    }

    public RunnerSettings withParameters(Map<String, String> values) {
        return new RunnerSettings(
                directory, script, values, suggested, environment, out, coloured, timers, steps, functions);
    }

    public RunnerSettings withSuggested(Map<String, String> values) {
        return new RunnerSettings(
                directory, script, parameters, values, environment, out, coloured, timers, steps, functions);
    }

    public RunnerSettings withEnvironment(Map<String, String> values) {
        return new RunnerSettings(
                directory, script, parameters, suggested, values, out, coloured, timers, steps, functions);
    }

    public RunnerSettings withColour(boolean value) {
        return new RunnerSettings(
                directory, script, parameters, suggested, environment, out, value, timers, steps, functions);
    }

    public RunnerSettings withSteps(List<StepDefinition> definitions, Set<String> names) {
        return new RunnerSettings(
                directory, script, parameters, suggested, environment, out, coloured, timers, definitions, names);
    }
}
