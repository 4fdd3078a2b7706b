package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.standin.Lab;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AksLoopExecutionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path home;

    private Controller controller;
    private MemoryContext context;
    private StepExecution execution;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        Lab.add(new ProbeLoopStep.DescriptorImpl());
        ProbeLoopStep.world = new ProbeWorld();
        context = controller.context("9");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private void begin(Consumer<ProbeLoopStep> parameters) throws Exception {
        ProbeLoopStep step = new ProbeLoopStep();
        step.setCredentialsId("azure");
        parameters.accept(step);
        execution = step.start(context);
        assertThat(execution.start()).isFalse();
        controller.pass(MINUTE);
    }

    /** In the body of the first run. */
    private void inTheFirst(Consumer<ProbeLoopStep> parameters) throws Exception {
        ProbeLoopStep.world.ready = true;
        begin(parameters);
        assertThat(member()).isEqualTo("one");
    }

    private String member() {
        return context.body().override(AksContext.class).cluster();
    }

    @Test
    void runsItsBodyForOneAfterAnother() throws Exception {
        begin(step -> {});
        assertThat(context.body()).isNull();
        ProbeLoopStep.world.ready = true;
        controller.pass(MINUTE);
        List<String> seen = new ArrayList<>();
        while (context.ends().isEmpty()) {
            seen.add(member());
            context.body().succeed(null);
        }
        assertThat(seen).containsExactly("one", "two", "three");
        assertThat(context.ends()).containsExactly(Map.of("succeeded", List.of("one", "two", "three"), "count", 3));
        assertThat(ProbeLoopStep.world.requests).hasSize(1);
    }

    @Test
    void aFailureEndsItAndNamesWhatWasNotBegun() throws Exception {
        inTheFirst(step -> {});
        context.body().succeed(null);
        context.body().fail(new AbortException("broken"));

        assertThat(context.failure())
                .hasMessage("failed for two; succeeded for one; not begun: three. First failure: broken");
    }

    @Test
    void withoutFailFastTheOthersHaveTheirTurn() throws Exception {
        inTheFirst(step -> step.setFailFast(false));
        context.body().fail(new AbortException("broken"));
        assertThat(member()).isEqualTo("two");
        context.body().succeed(null);
        context.body().succeed(null);

        assertThat(context.failure()).hasMessage("failed for one; succeeded for two, three. First failure: broken");
    }

    @Test
    void aGateThatFailsKeepsTheOthersFromTheirTurn() throws Exception {
        inTheFirst(step -> {
            step.setFailFast(false);
            step.setGate(true);
        });
        context.body().fail(new AbortException("broken"));

        assertThat(context.failure()).hasMessageContaining("succeeded for none; not begun: two, three");
    }

    @Test
    void aStopInTheBodyEndsTheLoop() throws Exception {
        inTheFirst(step -> step.setFailFast(false));
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);

        assertThat(context.ends()).containsExactly(cause);
    }

    @Test
    void aStopDuringTheLookEndsTheStep() throws Exception {
        begin(step -> {});
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        controller.pass(MINUTE);

        assertThat(context.ends()).containsExactly(cause);
        assertThat(context.body()).isNull();
    }

    @Test
    void aKillDuringTheLookLooksAgain() throws Exception {
        begin(step -> {});
        StepExecution next = controller.kill(execution);
        next.onResume();
        ProbeLoopStep.world.ready = true;
        controller.pass(MINUTE);

        assertThat(member()).isEqualTo("one");
        assertThat(ProbeLoopStep.world.requests).hasSize(1);
    }

    @Test
    void aKillInTheMiddleGoesOnWithTheSameRunsAndBeginsNoneTwice() throws Exception {
        inTheFirst(step -> {});
        context.body().succeed(null);
        assertThat(member()).isEqualTo("two");
        MemoryBody second = context.body();

        controller.kill(new Saved(execution, second.callback()));
        Saved.last.execution.onResume();
        controller.pass(MINUTE);

        assertThat(context.body()).isSameAs(second);
        assertThat(Saved.last.execution.getStatus()).isEqualTo("run 2 of 3: two");
        second.replaceCallback(Saved.last.callback);
        second.succeed(null);
        assertThat(member()).isEqualTo("three");
        context.body().succeed(null);
        assertThat(context.ends()).containsExactly(Map.of("succeeded", List.of("one", "two", "three"), "count", 3));
        assertThat(ProbeLoopStep.world.requests).hasSize(1);
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
