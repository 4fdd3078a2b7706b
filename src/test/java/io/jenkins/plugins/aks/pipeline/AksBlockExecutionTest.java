package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AksBlockExecutionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path home;

    private Controller controller;
    private MemoryContext context;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        context = controller.context("9");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private StepExecution started() throws Exception {
        ProbeBlockStep step = new ProbeBlockStep();
        step.setCredentialsId("azure");
        step.setResourceGroup("own");
        StepExecution execution = step.start(context);
        assertThat(execution.start()).isFalse();
        return execution;
    }

    private StepExecution inTheBody() throws Exception {
        ProbeBlockStep.before.ready = true;
        StepExecution execution = started();
        controller.pass(MINUTE);
        assertThat(context.body()).isNotNull();
        return execution;
    }

    @Test
    void actsBeforeAndAfterItsBody() throws Exception {
        StepExecution execution = started();
        controller.pass(MINUTE);
        assertThat(execution.getStatus()).contains("lab: Creating");
        assertThat(context.body()).isNull();
        ProbeBlockStep.before.ready = true;
        controller.pass(MINUTE);
        assertThat(execution.getStatus()).isEqualTo("in the body");
        assertThat(ProbeBlockStep.after.requests).isEmpty();
        context.body().succeed("from the body");
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.after.requests).hasSize(1);
        assertThat(context.ends()).isEmpty();
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        assertThat(context.ends()).containsExactly("from the body");
    }

    @Test
    void theBodySeesWhatWasMade() throws Exception {
        inTheBody();
        AksContext inside = context.body().override(AksContext.class);
        assertThat(inside.resourceGroup()).isEqualTo("made-lab");
        assertThat(inside.credentialsId()).isEqualTo("azure");
    }

    @Test
    void actsAfterABodyThatFailed() throws Exception {
        inTheBody();
        AbortException failure = new AbortException("test failed");
        context.body().fail(failure);
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.after.requests).hasSize(1);
        assertThat(context.ends()).containsExactly(failure);
    }

    @Test
    void actsAfterwardsEvenIfTheOperationBeforeFailed() throws Exception {
        ProbeBlockStep.before.trouble = new OperationException("no quota");
        started();
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.after.requests).hasSize(1);
        assertThat(context.ends()).hasSize(1);
        assertThat(context.failure()).hasMessage("no quota");
        assertThat(context.body()).isNull();
    }

    @Test
    void theFirstFailureWinsAndKeepsTheSecond() throws Exception {
        inTheBody();
        ProbeBlockStep.after.trouble = new OperationException("group is locked");
        AbortException failure = new AbortException("test failed");
        context.body().fail(failure);
        controller.pass(MINUTE);
        assertThat(context.ends()).containsExactly(failure);
        assertThat(failure.getSuppressed()).singleElement().satisfies(e -> assertThat(e)
                .hasMessage("group is locked"));
    }

    @Test
    void aResultOfTheBodyThatCannotBeSavedIsLeftOut() throws Exception {
        StepExecution execution = inTheBody();
        context.body().succeed(new Object());
        controller.pass(MINUTE);
        StepExecution next = controller.kill(execution);
        next.onResume();
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        assertThat(context.ends()).containsExactly("null");
    }

    @Test
    void resumesBeforeTheBody() throws Exception {
        StepExecution execution = started();
        controller.pass(MINUTE);
        StepExecution next = controller.kill(execution);
        next.onResume();
        ProbeBlockStep.before.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.before.requests).hasSize(1);
        assertThat(context.body()).isNotNull();
    }

    @Test
    void inTheBodyAResumeDoesNothingAndTheEndIsReached() throws Exception {
        StepExecution execution = inTheBody();
        MemoryBody body = context.body();
        body.replaceCallback(controller.kill(new Saved(execution, body.callback())).callback);
        int turns = ProbeBlockStep.before.sessions.size();
        Saved.last.execution.onResume();
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.before.sessions).hasSize(turns);
        assertThat(context.body()).isSameAs(body);
        ProbeBlockStep.after.ready = true;
        body.succeed(null);
        controller.pass(MINUTE);
        assertThat(context.ends()).containsExactly("null");
    }

    @Test
    void resumesAfterTheBodyAndKeepsItsFailure() throws Exception {
        StepExecution execution = inTheBody();
        context.body().fail(new AbortException("test failed"));
        controller.pass(MINUTE);
        StepExecution next = controller.kill(execution);
        next.onResume();
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.after.requests).hasSize(1);
        assertThat(context.ends()).hasSize(1);
        assertThat(context.failure()).hasMessage("test failed");
    }

    @Test
    void aStopInTheBodyStopsItAndActsAfterwards() throws Exception {
        StepExecution execution = inTheBody();
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.after.requests).hasSize(1);
        assertThat(context.ends()).containsExactly(cause);
    }

    @Test
    void aStopBeforeTheBodyAbortsAndActsAfterwards() throws Exception {
        StepExecution execution = started();
        controller.pass(MINUTE);
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        ProbeBlockStep.after.ready = true;
        controller.pass(MINUTE);
        controller.pass(MINUTE);
        assertThat(ProbeBlockStep.before.requests).last().isEqualTo("CANCEL lab");
        assertThat(ProbeBlockStep.after.requests).hasSize(1);
        assertThat(context.ends()).containsExactly(cause);
        assertThat(context.body()).isNull();
    }

    /** What the saved program holds: the execution and the callback of its body, which share the execution. */
    private static final class Saved implements Serializable {
        private static final long serialVersionUID = 1L;
        private static Saved last;

        private final StepExecution execution;
        private final BodyExecutionCallback callback;

        Saved(StepExecution execution, BodyExecutionCallback callback) {
            this.execution = execution;
            this.callback = callback;
        }

        private Object readResolve() {
            last = this;
            return this;
        }
    }
}
