package io.jenkins.plugins.aks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller in a JVM of its own is killed while a step waits; the sandbox stays up in this one. */
class HardKillTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    @TempDir
    private Path state;

    @Test
    void nothingIsCreatedTwice() throws Throwable {
        try (Sandbox sandbox = Clusters.slowSandbox(state)) {
            controller.startJenkins();
            controller.runRemotely(HardKillTest::startBuild, SandboxAccess.of(sandbox));
            Clusters.awaitCreation(sandbox);
            controller.stopJenkinsForcibly();

            controller.startJenkins();
            controller.runRemotely(HardKillTest::awaitSuccess);
            assertEquals(1, Clusters.creations(sandbox).size());
        }
    }

    private static void startBuild(JenkinsRule r, SandboxAccess access) throws Throwable {
        access.configure();
        WorkflowJob job = r.createProject(WorkflowJob.class, "create");
        job.setDefinition(new CpsFlowDefinition(SandboxAccess.inWithAks(Clusters.CREATE), true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void awaitSuccess(JenkinsRule r) throws Throwable {
        WorkflowRun run =
                r.jenkins.getItemByFullName("create", WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
    }
}
