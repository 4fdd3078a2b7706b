package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.standin.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AksStepExecutionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path home;

    private Controller controller;

    @BeforeEach
    void start() {
        controller = new Controller(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static ProbeStep step() {
        ProbeStep step = new ProbeStep("demo");
        step.setCredentialsId("azure");
        step.setResourceGroup("rg");
        return step;
    }

    private static StepExecution started(ProbeStep step, MemoryContext context) throws Exception {
        StepExecution execution = step.start(context);
        assertThat(execution.start()).isFalse();
        return execution;
    }

    @Test
    void startDoesNothingButValidate() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        assertThat(home).isEmptyDirectory();
        assertThat(Lab.tracked()).isEmpty();
        assertThat(ProbeStep.world.requests).isEmpty();
        assertThat(controller.waitingLaunches()).isEqualTo(1);
        assertThat(execution.getStatus()).isEqualTo("starting");
    }

    @Test
    void returnsTheResultOfItsOperation() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        controller.pass(MINUTE);
        assertThat(execution.getStatus()).contains("demo: Creating");
        assertThat(context.ends()).isEmpty();
        ProbeStep.world.ready = true;
        controller.pass(MINUTE);
        assertThat(context.ends()).containsExactly(Map.of("name", "demo", "changed", true));
        assertThat(ProbeStep.world.requests)
                .containsExactly("create /subscriptions/sub-of-credential/resourceGroups/rg demo 3");
    }

    @Test
    void aStopSaysWhatInterruptedTheBuild() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        controller.pass(MINUTE);
        execution.stop(new FlowInterruptedException(Result.ABORTED, new CauseOfInterruption() {
            @Override
            public String getShortDescription() {
                return "Aborted by Bob";
            }
        }));
        controller.pass(MINUTE);
        assertThat(context.log()).contains("stopping: Aborted by Bob").doesNotContain("null");
    }

    @Test
    void aNameThatWouldLeaveItsPlaceInThePathIsRefused() throws Exception {
        ProbeStep step = step();
        step.setResourceGroup("rg/x");
        assertThatThrownBy(() -> step.start(controller.context("5")).start())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("resourceGroup: 'rg/x' was given; allowed: the name of a resource group");
    }

    @Test
    void sessionsCarryTheTagsOfTheBuild() throws Exception {
        started(step(), controller.context("5"));
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.sessions.get(0).tags())
                .containsEntry("created-by", "aks-pipeline-steps")
                .containsEntry("build-url", "https://jenkins.example/job/demo/7/")
                .doesNotContainKey("expires");
        assertThat(ProbeStep.world.sessions.get(0).subscription()).isEqualTo("sub-of-credential");
        assertThat(Lab.tracked()).isNotEmpty();
    }

    @Test
    void refusesWrongParametersAtOnce() {
        ProbeStep step = step();
        step.setCount(-1);
        refused(step, "count: '-1' was given");
        step = step();
        step.setOnAbort("explode");
        refused(step, "onAbort: 'explode' was given; allowed: cancel, detach, delete");
        step = step();
        step.setTimeLimit("soon");
        refused(step, "timeLimit: 'soon' was given");
        step = step();
        step.setCloud("Mars");
        refused(step, "cloud: 'Mars' was given; allowed: Azure, AzureChina, AzureUSGovernment");
    }

    @Test
    void refusesValuesThatCannotBeSavedWithoutAStackTrace() {
        ProbeStep step = step();
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map<String, String> tags = (Map) Map.of("since", Instant.EPOCH);
        step.setTags(tags);
        assertThatThrownBy(() -> step.start(controller.context("5")))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("probe: tags.since is a java.time.Instant; expected a string, a boolean");
    }

    @Test
    void namesWhatNeitherStepNorBlockGives() {
        ProbeStep step = step();
        step.setResourceGroup(" ");
        refused(step, "resourceGroup: nothing was given");
        step = step();
        step.setCredentialsId(null);
        refused(step, "credentialsId: nothing was given");
    }

    private void refused(ProbeStep step, String message) {
        MemoryContext context = controller.context("5");
        assertThatThrownBy(() -> step.start(context).start())
                .isInstanceOf(AbortException.class)
                .hasCauseInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
        assertThat(controller.waitingLaunches()).isZero();
    }

    @Test
    void goesOnAfterAKillWithoutAskingTwice() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        controller.pass(MINUTE);
        StepExecution next = controller.kill(execution);
        next.onResume();
        ProbeStep.world.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.requests).hasSize(1);
        assertThat(context.ends()).hasSize(1);
    }

    @Test
    void endedButNotSavedReturnsTheSameResultWithoutATurn() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        byte[] program = Controller.save(execution);
        ProbeStep.world.ready = true;
        controller.pass(MINUTE);
        int turns = ProbeStep.world.sessions.size();
        StepExecution next = controller.kill(Controller.load(program));
        ProbeStep.world.ready = false;
        next.onResume();
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.sessions).hasSize(turns);
        assertThat(context.ends()).hasSize(2);
        assertThat(context.ends().get(1)).isEqualTo(context.ends().get(0));
    }

    @Test
    void startedAgainAfterACrashInStartGoesOn() throws Exception {
        started(step(), controller.context("5"));
        controller.pass(MINUTE);
        controller.kill("nothing");
        MemoryContext again = controller.context("5");
        started(step(), again);
        ProbeStep.world.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.requests).hasSize(1);
        assertThat(again.ends()).hasSize(1);
    }

    @Test
    void theJournalIsThatOfTheFunctionWhateverTheLogCallsTheStep() throws Exception {
        started(step(), controller.context("5"));
        controller.pass(MINUTE);
        Path file = BuildJournals.of(controller.build).directory().resolve("5.json");
        assertThat(file).content().contains("\"step\":\"probe\"");
    }

    @Test
    void anotherCallWithTheSameNodeIdStartsAfresh() throws Exception {
        ProbeStep.world.ready = true;
        started(step(), controller.context("5"));
        controller.pass(MINUTE);
        ProbeStep other = step();
        other.setCount(4);
        MemoryContext context = controller.context("5");
        started(other, context);
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.requests).hasSize(2).last().asString().endsWith("demo 4");
    }

    @Test
    void anotherContextWithTheSameNodeIdStartsAfresh() throws Exception {
        ProbeStep.world.ready = true;
        started(step(), controller.context("5"));
        controller.pass(MINUTE);
        MemoryContext context = controller
                .context("5")
                .with(AksContext.class, AksContext.empty().withSubscription("other"));
        started(step(), context);
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.requests).hasSize(2).last().asString().contains("/subscriptions/other/");
    }

    @Test
    void stopsTheCloudAndFailsOnceWithTheCause() throws Exception {
        MemoryContext context = controller.context("5");
        ProbeStep step = step();
        step.setOnAbort("delete");
        StepExecution execution = started(step, context);
        controller.pass(MINUTE);
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        execution.stop(new FlowInterruptedException(Result.ABORTED));
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.requests).hasSize(2).last().isEqualTo("DELETE demo");
        assertThat(context.ends()).containsExactly(cause);
        assertThat(context.log()).contains("half made");
    }

    @Test
    void theLogSaysWhoStoppedIt() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        controller.pass(MINUTE);
        execution.stop(new FlowInterruptedException(Result.ABORTED, new CauseOfInterruption() {
            @Override
            public String getShortDescription() {
                return "Aborted by Bob";
            }
        }));
        controller.pass(MINUTE);
        assertThat(context.log()).contains("stopping: Aborted by Bob").doesNotContain("null");
        assertThat(context.failure().getSuppressed()[0]).hasMessageContaining("was stopped (Aborted by Bob)");
    }

    @Test
    void stoppedBeforeItWasLaunchedMakesNothing() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        controller.pass(MINUTE);
        assertThat(context.ends()).containsExactly(cause);
        assertThat(ProbeStep.world.requests).noneMatch(request -> request.startsWith("create"));
    }

    @Test
    void aStopOutlivesAKill() throws Exception {
        MemoryContext context = controller.context("5");
        StepExecution execution = started(step(), context);
        controller.pass(MINUTE);
        execution.stop(new FlowInterruptedException(Result.ABORTED));
        StepExecution next = controller.kill(execution);
        next.onResume();
        controller.pass(MINUTE);
        assertThat(context.ends()).hasSize(1);
        assertThat(context.failure())
                .isInstanceOfSatisfying(FlowInterruptedException.class, e -> assertThat(e.getResult())
                        .isSameAs(Result.ABORTED));
        assertThat(ProbeStep.world.requests).containsOnlyOnce("CANCEL demo");
    }

    @Test
    void noTurnBeginsWhileJenkinsShutsDown() throws Exception {
        MemoryContext context = controller.context("5");
        started(step(), context);
        controller.pass(MINUTE);
        int turns = ProbeStep.world.sessions.size();
        Lab.terminate();
        ProbeStep.world.ready = true;
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.sessions).hasSize(turns);
        assertThat(context.ends()).isEmpty();
    }

    @Test
    void aFailureThatExplainsItselfComesWithoutAStackTrace() throws Exception {
        ProbeStep.world.trouble = new OperationException("quota of westeurope: 4 cores are left");
        MemoryContext context = controller.context("5");
        started(step(), context);
        controller.pass(MINUTE);
        assertThat(context.ends()).hasSize(1);
        assertThat(context.failure())
                .isInstanceOf(AbortException.class)
                .hasMessage("quota of westeurope: 4 cores are left");
    }

    @Test
    void aCredentialThatTheBuildCannotSeeIsAFailure() throws Exception {
        Lab.visibility((credentials, run) -> false);
        MemoryContext context = controller.context("5");
        started(step(), context);
        controller.pass(MINUTE);
        assertThat(context.ends()).hasSize(1);
        assertThat(context.failure())
                .hasMessageStartingWith("credentialsId: 'azure' was given")
                .hasMessageContaining("This build cannot see a credential with this id");
        assertThat(ProbeStep.world.sessions).isEmpty();
    }

    @Test
    void itsOwnParametersGoBeforeTheBlocks() throws Exception {
        AksContext block = AksContext.empty()
                .withCredentialsId("unknown")
                .withSubscription("block-subscription")
                .withResourceGroup("block-group");
        ProbeStep step = step();
        step.setResourceGroup(null);
        started(step, controller.context("5").with(AksContext.class, block));
        controller.pass(MINUTE);
        assertThat(ProbeStep.world.requests)
                .containsExactly("create /subscriptions/block-subscription/resourceGroups/block-group demo 3");
    }
}
