package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.aks.pipeline.AksContext;
import io.jenkins.plugins.aks.pipeline.Controller;
import io.jenkins.plugins.aks.pipeline.MemoryBody;
import io.jenkins.plugins.aks.pipeline.MemoryContext;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.standin.Lab;
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

/** {@code aksLab} in a controller that is killed, with the sandbox as its cloud. */
class AksLabBlockTest {
    private static final String ANY_GROUP = ".*/resourceGroups/[^/]+";
    private static final int LONG_ENOUGH = 20;

    @TempDir
    Path home;

    @TempDir
    Path state;

    private Controller controller;
    private SimulatedCloud cloud;
    private MemoryContext context;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        cloud = SimulatedCloud.in(state);
        controller.add(cloud.sandbox);
        Lab.add(new AksLabStep.DescriptorImpl());
        context = controller.context("9");
    }

    @AfterEach
    void stop() {
        controller.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private StepExecution started(boolean keep) throws Exception {
        AksLabStep step = new AksLabStep("2h");
        step.setCloud("lab");
        step.setCredentialsId("lab");
        step.setLocation("westeurope");
        step.setKeep(keep);
        StepExecution execution = step.start(context);
        assertThat(execution.start()).isFalse();
        return execution;
    }

    private void pass() {
        for (int i = 0; i < LONG_ENOUGH; i++) {
            controller.pass(Duration.ofSeconds(30));
            cloud.clock.advance(Duration.ofSeconds(2));
        }
    }

    private StepExecution inTheBody() throws Exception {
        StepExecution execution = started(false);
        pass();
        assertThat(context.body()).as(context.ends().toString()).isNotNull();
        return execution;
    }

    private String group() {
        return context.body().override(AksContext.class).resourceGroup();
    }

    private int requests(String method) {
        return cloud.sandbox.requests().matching(method, ANY_GROUP).size();
    }

    private void assertGone(String group) {
        assertThat(cloud.get(cloud.group(group), SimulatedCloud.RESOURCES).status())
                .isEqualTo(404);
        assertThat(requests("PUT")).isEqualTo(1);
        assertThat(requests("DELETE")).isEqualTo(1);
    }

    @Test
    void theBodyHasAGroupOfItsOwnThatGoesAfterIt() throws Exception {
        inTheBody();
        String group = group();
        assertThat(group).startsWith("lab-");
        var made = cloud.get(cloud.group(group), SimulatedCloud.RESOURCES);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/tags/expires")).isNotEmpty();
        assertThat(context.body().override(AksContext.class).location()).isEqualTo("westeurope");

        context.body().succeed("from the body");
        pass();

        assertThat(context.ends()).containsExactly("from the body");
        assertGone(group);
    }

    @Test
    void aBodyThatFailsLeavesNoGroup() throws Exception {
        inTheBody();
        String group = group();
        AbortException failure = new AbortException("test failed");
        context.body().fail(failure);
        pass();

        assertThat(context.ends()).containsExactly(failure);
        assertGone(group);
    }

    @Test
    void aStopLeavesNoGroup() throws Exception {
        StepExecution execution = inTheBody();
        String group = group();
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED);
        execution.stop(cause);
        pass();

        assertThat(context.ends()).containsExactly(cause);
        assertGone(group);
    }

    @Test
    void aKeptLabStays() throws Exception {
        started(true);
        pass();
        String group = group();
        context.body().succeed(null);
        pass();

        assertThat(context.ends()).containsExactly("null");
        assertThat(cloud.get(cloud.group(group), SimulatedCloud.RESOURCES).status())
                .isEqualTo(200);
        assertThat(context.log()).contains("Lab " + group + " is kept");
    }

    @Test
    void aKillBeforeTheBodyMakesOneGroup() throws Exception {
        StepExecution execution = started(false);
        controller.launch();
        controller.kill(execution).onResume();
        pass();
        String group = group();
        assertThat(requests("PUT")).isEqualTo(1);

        context.body().succeed(null);
        pass();
        assertThat(context.ends()).hasSize(1);
        assertGone(group);
    }

    @Test
    void aKillInTheBodyTouchesNothing() throws Exception {
        StepExecution execution = inTheBody();
        MemoryBody body = context.body();
        String group = group();
        Saved next = controller.kill(new Saved(execution, body.callback()));
        body.replaceCallback(next.callback);
        next.execution.onResume();
        pass();
        assertThat(requests("DELETE")).isZero();

        body.succeed("from the body");
        pass();
        assertThat(context.ends()).containsExactly("from the body");
        assertGone(group);
    }

    @Test
    void aKillWhileTheGroupGoesDeletesItOnce() throws Exception {
        StepExecution execution = inTheBody();
        String group = group();
        context.body().succeed("from the body");
        controller.launch();
        controller.pass(Duration.ofSeconds(1));
        assertThat(requests("DELETE")).isEqualTo(1);
        assertThat(context.ends()).isEmpty();

        controller.kill(execution).onResume();
        pass();
        assertThat(context.ends()).containsExactly("from the body");
        assertGone(group);
    }

    /** What the saved program holds: the execution and the callback of its body, which share the execution. */
    private record Saved(StepExecution execution, BodyExecutionCallback callback) implements Serializable {}
}
