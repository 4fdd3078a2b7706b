package io.jenkins.plugins.aks.runner.declarative;

import java.util.List;

/** A Declarative Pipeline that passed validation. */
public record Pipeline(
        Agent agent,
        List<Variable> environment,
        List<Call> parameters,
        List<Call> options,
        List<Stage> stages,
        Post post) {}
