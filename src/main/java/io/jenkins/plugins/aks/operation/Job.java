package io.jenkins.plugins.aks.operation;

import java.time.Duration;

/**
 * One operation as the engine runs it.
 *
 * @param name what the log and the status call it, e.g. {@code "aksCreate demo"}
 * @param budgetKey what shares a throttling budget, e.g. a subscription id; empty for none
 * @param timeLimit from the first start, over restarts; the absolute deadline is kept in the journal
 * @param abortGrace how long a stop may take before the operation fails anyway
 */
public record Job<S>(
        String name,
        Operation<S> operation,
        SessionSource<S> sessions,
        Journal journal,
        Host host,
        String budgetKey,
        Duration timeLimit,
        OnAbort onAbort,
        Duration abortGrace) {}
