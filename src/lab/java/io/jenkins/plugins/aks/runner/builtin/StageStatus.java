package io.jenkins.plugins.aks.runner.builtin;

import hudson.model.Result;
import io.jenkins.plugins.aks.runner.engine.StageRecord;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Marks the stage in which a step is. */
final class StageStatus {

    private StageStatus() {}

    static void mark(StepContext context, Result result) throws IOException, InterruptedException {
        StageRecord stage = context.get(StageRecord.class);
        if (stage != null) {
            stage.mark(result);
        }
    }
}
