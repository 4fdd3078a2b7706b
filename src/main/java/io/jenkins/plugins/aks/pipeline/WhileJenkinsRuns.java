package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.Optional;
import jenkins.model.Jenkins;

/** No turn begins while the controller shuts down: the next life of the controller takes it. */
record WhileJenkinsRuns<S>(Operation<S> operation) implements Operation<S> {
    private static final Duration LATER = Duration.ofSeconds(30);

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

    private static boolean isRunning() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins != null && !jenkins.isTerminating();
    }

    private static Turn later() {
        return Turn.again(LATER, "Jenkins to start again");
    }
}
