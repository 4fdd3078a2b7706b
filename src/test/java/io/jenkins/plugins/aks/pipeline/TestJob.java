package io.jenkins.plugins.aks.pipeline;

import hudson.model.Job;
import java.util.SortedMap;
import java.util.TreeMap;

final class TestJob extends Job<TestJob, TestRun> {
    TestJob(String name) {
        super(null, name);
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, ? extends TestRun> _getRuns() {
        return new TreeMap<>();
    }

    @Override
    protected void removeRun(TestRun run) {
        throw new UnsupportedOperationException();
    }
}
