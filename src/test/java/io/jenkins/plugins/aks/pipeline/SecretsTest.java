package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client secret of the credential is in nothing that leaves memory. */
class SecretsTest {
    @TempDir
    Path home;

    private Controller controller;
    private MemoryContext context;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        context = controller.context("5");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static boolean shows(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        byte[] secret = Controller.SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        Controller.SECRET,
                        Base64.getEncoder().withoutPadding().encodeToString(secret),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                        URLEncoder.encode(Controller.SECRET, StandardCharsets.UTF_8))
                .anyMatch(text::contains);
    }

    private StepExecution started() throws Exception {
        ProbeStep step = new ProbeStep("demo");
        step.setCredentialsId("azure");
        step.setResourceGroup("rg");
        StepExecution execution = step.start(context);
        execution.start();
        controller.pass(Duration.ofMinutes(1));
        return execution;
    }

    private void nothingShows(StepExecution execution) throws IOException {
        assertThat(shows(Controller.save(execution))).as("saved program").isFalse();
        assertThat(shows(context.log().getBytes(StandardCharsets.UTF_8)))
                .as("log")
                .isFalse();
        for (Object end : context.ends()) {
            StringWriter trace = new StringWriter();
            if (end instanceof Throwable failure) {
                failure.printStackTrace(new PrintWriter(trace));
            }
            assertThat(shows((trace + " " + end).getBytes(StandardCharsets.UTF_8)))
                    .as("end")
                    .isFalse();
        }
        for (Path file : files()) {
            assertThat(shows(Files.readAllBytes(file))).as(file.toString()).isFalse();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theSearchFindsEachForm() {
        byte[] secret = Controller.SECRET.getBytes(StandardCharsets.UTF_8);
        assertThat(shows(secret)).isTrue();
        assertThat(shows(Base64.getEncoder().encode(secret))).isTrue();
        assertThat(shows(URLEncoder.encode(Controller.SECRET, StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(shows("harmless".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void whileItWaitsAndWhenItSucceeds() throws Exception {
        StepExecution execution = started();
        nothingShows(execution);
        assertThat(files()).isNotEmpty();
        ProbeStep.world.ready = true;
        controller.pass(Duration.ofMinutes(1));
        assertThat(context.ends()).hasSize(1);
        nothingShows(execution);
    }

    @Test
    void whenItFails() throws Exception {
        ProbeStep.world.trouble = new OperationException("refused", new IllegalStateException("cause"));
        StepExecution execution = started();
        assertThat(context.ends()).hasSize(1);
        nothingShows(execution);
    }

    @Test
    void whenItHasADefect() throws Exception {
        ProbeStep.world.trouble = new IllegalStateException(ProbeStep.world.toString());
        StepExecution execution = started();
        assertThat(context.ends()).hasSize(1);
        nothingShows(execution);
    }

    @Test
    void whenItIsStopped() throws Exception {
        StepExecution execution = started();
        execution.stop(new FlowInterruptedException(Result.ABORTED));
        controller.pass(Duration.ofMinutes(1));
        assertThat(context.ends()).hasSize(1);
        nothingShows(execution);
    }
}
