package io.jenkins.plugins.aks.runner.engine;

import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.File;
import java.util.Map;

/** One build of the lab. */
public final class LabRun extends Run<LabJob, LabRun> {

    private final File directory;
    private final Result previous;

    LabRun(LabJob job, int number, long startedAt, File directory, Result previous) {
        super(job, startedAt);
        this.number = number;
        this.directory = directory;
        this.previous = previous;
    }

    @Override
    public File getRootDir() {
        return directory;
    }

    /** What the build before this one ended with; null for the first. */
    public Result previousResult() {
        return previous;
    }

    @Override
    public EnvVars getEnvironment(TaskListener listener) {
        String name = getParent().getName();
        return new EnvVars(Map.of(
                "BUILD_DISPLAY_NAME", getDisplayName(),
                "BUILD_ID", getId(),
                "BUILD_NUMBER", String.valueOf(number),
                "BUILD_TAG", "jenkins-" + name + "-" + number,
                "BUILD_URL", getAbsoluteUrl(),
                "JENKINS_HOME", getParent().getRootDir().getPath(),
                "JOB_BASE_NAME", name,
                "JOB_NAME", name,
                "JOB_URL", getAbsoluteUrl().replaceAll("[0-9]+/$", "")));
    }
}
