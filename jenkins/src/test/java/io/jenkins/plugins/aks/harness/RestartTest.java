package io.jenkins.plugins.aks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller is shut down and started again while a step waits. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path state;

    @Test
    void aClusterThatIsBeingCreatedIsWaitedForAgain() throws Throwable {
        try (Sandbox sandbox = Clusters.slowSandbox(state)) {
            SandboxAccess access = SandboxAccess.of(sandbox);
            sessions.then(r -> {
                access.configure();
                WorkflowJob job = r.createProject(WorkflowJob.class, "create");
                job.setDefinition(new CpsFlowDefinition(SandboxAccess.inWithAks(Clusters.CREATE), true));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                Clusters.awaitCreation(sandbox);
                assertTrue(run.isBuilding());
            });
            sessions.then(r -> {
                WorkflowRun run =
                        r.jenkins.getItemByFullName("create", WorkflowJob.class).getBuildByNumber(1);
                r.assertBuildStatusSuccess(r.waitForCompletion(run));
                r.assertLogContains("changed: true", run);
            });
            assertEquals(1, Clusters.creations(sandbox).size());
        }
    }

    @Test
    void aStoppedBuildCancelsTheCreation() throws Throwable {
        try (Sandbox sandbox = Clusters.slowSandbox(state)) {
            SandboxAccess access = SandboxAccess.of(sandbox);
            sessions.then(r -> {
                access.configure();
                WorkflowJob job = r.createProject(WorkflowJob.class, "stop");
                job.setDefinition(new CpsFlowDefinition(SandboxAccess.inWithAks(Clusters.CREATE), true));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                Clusters.awaitCreation(sandbox);
                run.doStop();
                r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(run));
            });
            assertEquals(
                    1,
                    sandbox.requests()
                            .matching("POST", ".*/managedClusters/demo/abort")
                            .size());
        }
    }
}
