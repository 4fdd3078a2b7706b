package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.standin.Lab;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSweepTest {
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

    private static Path journal(TestRun build) throws Exception {
        BuildJournals journals = BuildJournals.of(build);
        journals.open("4", "probe", "digest").put("asked", "yes").save();
        return journals.directory();
    }

    private static String sweep() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
        new JournalSweep().execute(() -> stream);
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void leavesBuildsThatGoOn() throws Exception {
        Path directory = journal(controller.build);
        assertThat(sweep()).isEmpty();
        assertThat(directory.resolve("4.json")).exists();
        assertThat(JournaledBuilds.ofController().all()).containsExactly("demo#7");
    }

    @Test
    void removesThoseOfBuildsThatAreOver() throws Exception {
        Path directory = journal(controller.build);
        controller.build.setResult(Result.FAILURE);
        assertThat(sweep()).contains("demo#7");
        assertThat(directory).doesNotExist();
        assertThat(JournaledBuilds.ofController().all()).isEmpty();
        assertThat(sweep()).isEmpty();
    }

    @Test
    void forgetsBuildsThatAreGone() throws Exception {
        TestRun gone = new TestRun(new TestJob("gone"), 1);
        journal(gone);
        sweep();
        assertThat(JournaledBuilds.ofController().all()).isEmpty();
        assertThat(Lab.run("gone#1")).isNull();
    }

    @Test
    void oneThatCannotBeRemovedKeepsNoOtherFromIt() throws Exception {
        Files.createDirectories(journal(controller.build).resolve("not-ours"));
        controller.build.setResult(Result.FAILURE);
        journal(new TestRun(new TestJob("gone"), 1));
        assertThat(sweep())
                .contains("removed the journals of gone#1")
                .contains("the journals of demo#7 cannot be removed");
        assertThat(JournaledBuilds.ofController().all()).containsExactly("demo#7");
    }

    @Test
    void anEntryThatACrashLeftEmptyIsWrittenAgain() throws Exception {
        JournaledBuilds builds = new JournaledBuilds(home.resolve("builds"));
        builds.add("demo#7");
        try (var files = Files.list(home.resolve("builds"))) {
            Files.writeString(files.findFirst().orElseThrow(), "");
        }
        builds.add("demo#7");
        assertThat(builds.all()).containsExactly("demo#7");
    }

    @Test
    void comesSoonAfterTheStartAndThenEachHour() {
        JournalSweep sweep = new JournalSweep();
        assertThat(sweep.getInitialDelay()).isEqualTo(600_000);
        assertThat(sweep.getRecurrencePeriod()).isEqualTo(3_600_000);
    }
}
