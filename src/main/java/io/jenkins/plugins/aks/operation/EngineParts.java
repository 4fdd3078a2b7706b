package io.jenkins.plugins.aks.operation;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What all runs of an engine share.
 *
 * @param closed true once the engine is closed; a run then does nothing more
 */
record EngineParts(
        EngineSettings settings,
        Scheduler scheduler,
        Budgets budgets,
        Writers writers,
        RandomGenerator random,
        BooleanSupplier closed) {}
