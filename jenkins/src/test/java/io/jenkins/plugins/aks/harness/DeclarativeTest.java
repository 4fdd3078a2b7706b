package io.jenkins.plugins.aks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps in a Declarative pipeline; what {@code options} says reaches every stage and {@code post}. */
@WithJenkins
class DeclarativeTest {
    private static final String PIPELINE =
            """
            pipeline {
                agent none
                options {
                    withAks(cloud: 'sandbox', credentialsId: 'azure-lab', resourceGroup: 'declared', location: 'eastus')
                }
                stages {
                    stage('Make') {
                        steps {
                            azureGroup(%s)
                        }
                    }
                }
                post {
                    cleanup {
                        labDestroy()
                    }
                }
            }
            """;

    @Test
    void optionsReachStagesAndPost(JenkinsRule r, @TempDir Path state) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(state))) {
            SandboxAccess.of(sandbox).configure();
            WorkflowRun run = r.buildAndAssertSuccess(job(r, "name: 'declared'"));
            r.assertLogContains("declared", run);
            assertEquals(
                    1,
                    sandbox.requests()
                            .matching("PUT", ".*/resourcegroups/declared")
                            .size());
            assertEquals(
                    1,
                    sandbox.requests()
                            .matching("DELETE", ".*/resourcegroups/declared")
                            .size());
        }
    }

    @Test
    void anUnknownParameterIsRefusedBeforeTheBuildRuns(JenkinsRule r, @TempDir Path state) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(state))) {
            SandboxAccess.of(sandbox).configure();
            WorkflowRun run = r.buildAndAssertStatus(Result.FAILURE, job(r, "name: 'declared', colour: 'blue'"));
            r.assertLogContains("Invalid parameter \"colour\"", run);
            assertEquals(0, sandbox.requests().all().size());
        }
    }

    private static WorkflowJob job(JenkinsRule r, String parameters) throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "declarative");
        job.setDefinition(new CpsFlowDefinition(PIPELINE.formatted(parameters), true));
        return job;
    }
}
