package io.jenkins.plugins.aks.runner.declarative;

import java.util.List;

/**
 * One stage. Of {@code steps}, {@code stages} and {@code parallel} exactly one is there.
 *
 * @param options the lines of {@code options}
 * @param steps index of the piece of {@link Code}, -1 without
 */
public record Stage(
        String name,
        Agent agent,
        List<Variable> environment,
        List<Call> options,
        When when,
        int steps,
        List<Stage> stages,
        List<Stage> parallel,
        boolean failFast,
        Post post) {}
