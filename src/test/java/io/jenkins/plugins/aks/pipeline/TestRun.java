package io.jenkins.plugins.aks.pipeline;

import hudson.model.Run;

final class TestRun extends Run<TestJob, TestRun> {
    TestRun(TestJob job, int number) {
        super(job, 0);
        this.number = number;
    }
}
