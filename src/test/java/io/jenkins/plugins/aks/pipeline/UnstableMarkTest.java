package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.junit.jupiter.api.Test;

class UnstableMarkTest {

    private final MemoryContext context = new MemoryContext(new TestRun(new TestJob("demo"), 7), "3");

    @Test
    void theStepAndTheBuildAreMarkedOnce() throws Exception {
        UnstableMark mark = new UnstableMark(context);
        mark.set("1 of 2 checks passed");
        mark.set("1 of 2 checks passed");

        assertThat(context.get(FlowNode.class).getActions(WarningAction.class))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.getResult()).isEqualTo(Result.UNSTABLE);
                    assertThat(warning.getMessage()).isEqualTo("1 of 2 checks passed");
                });
        assertThat(context.get(Run.class).getResult()).isEqualTo(Result.UNSTABLE);
    }
}
