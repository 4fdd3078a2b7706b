package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * No turn begins once the controller shuts down, however long its process lives: the next life of the controller takes
 * it.
 */
record WhileJenkinsRuns<S>(Operation<S> operation, Jenkins life) implements Operation<S> {
    private static final Duration LATER = Duration.ofSeconds(30);

    static <S> WhileJenkinsRuns<S> of(Operation<S> operation) {
        return new WhileJenkinsRuns<>(operation, Jenkins.getInstanceOrNull());
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        return isRunning() ? operation.advance(session, journal) : later();
    }

    @Override
    public Turn abort(S session, Journal journal, OnAbort how) throws Exception {
        return isRunning() ? operation.abort(session, journal, how) : later();
    }

    @Override
    public Optional<String> writerKey() {
        return operation.writerKey();
    }

    private boolean isRunning() {
        return isUp() && Jenkins.getInstanceOrNull() == life;
    }

    /** False from the moment on in which the controller begins to shut down. */
    static boolean isUp() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins != null && !jenkins.isTerminating();
    }

    private static Turn later() {
        return Turn.again(LATER, "Jenkins to start again");
    }
}
