package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileJournalTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = FileJournal.file(directory.resolve("build-7"), "42");
    }

    private FileJournal open() throws IOException {
        return FileJournal.open(file, "aksCreate", "digest");
    }

    @Test
    void keepsWhatWasSaved() throws IOException {
        FileJournal journal = open();
        journal.put("operation", "https://management.example/operations/1").put("deadline", "2026-01-01T00:00:00Z");
        journal.save();

        FileJournal reopened = open();

        assertThat(reopened.get("operation")).contains("https://management.example/operations/1");
        assertThat(reopened.instant("deadline")).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(reopened.get("unknown")).isEmpty();
    }

    @Test
    void forgetsWhatWasNotSaved() throws IOException {
        FileJournal journal = open();
        journal.put("a", "1").save();
        journal.put("a", "2").put("b", "1").remove("a");

        assertThat(open().get("a")).contains("1");
        assertThat(open().get("b")).isEmpty();
    }

    @Test
    void removesFacts() throws IOException {
        FileJournal journal = open();
        journal.put("a", "1").save();
        journal.remove("a").save();

        assertThat(open().get("a")).isEmpty();
    }

    @Test
    void scopesKeepTheirKeysApart() throws IOException {
        FileJournal journal = open();
        journal.put("id", "whole");
        journal.scope("phase").scope("node pool").put("id", "pool").save();

        FileJournal reopened = open();

        assertThat(reopened.get("id")).contains("whole");
        assertThat(reopened.scope("phase").scope("node pool").get("id")).contains("pool");
        assertThat(reopened.scope("phase").get("id")).isEmpty();
        reopened.scope("phase").scope("node pool").remove("id");
        assertThat(reopened.get("id")).contains("whole");
        assertThat(reopened.get("phase/node pool/id")).isEmpty();
    }

    @Test
    void anotherStepOrOtherArgumentsDiscardTheContent() throws IOException {
        open().put("a", "1").save();

        assertThat(FileJournal.open(file, "aksNodePool", "digest").get("a")).isEmpty();
        FileJournal other = FileJournal.open(file, "aksCreate", "another digest");
        assertThat(other.get("a")).isEmpty();

        other.put("b", "2").save();
        assertThat(open().get("a")).isEmpty();
        assertThat(FileJournal.open(file, "aksCreate", "another digest").get("b"))
                .contains("2");
    }

    @Test
    void anotherCallWritesItsHeaderEvenWithoutFacts() throws IOException {
        open().put("a", "1").save();

        FileJournal.open(file, "aksNodePool", "digest").save();

        assertThat(open().get("a")).isEmpty();
    }

    @Test
    void anyTruncationIsAnErrorAndNeverAFreshStart() throws IOException {
        open().put("a", "1").save();
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::open)
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The journal " + file.toAbsolutePath() + " of step aksCreate is damaged: ")
                    .hasMessageContaining("delete the file and run the step again");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\0\0\0\0",
                "{\"version\":1,\"step\":\"aksCreate\",\"arguments\":\"digest\"}",
                "{\"version\":1,\"step\":\"aksCreate\",\"facts\":{}}",
                "{\"version\":1,\"step\":\"aksCreate\",\"arguments\":\"digest\",\"facts\":{\"a\":1}}",
                "{\"version\":2,\"step\":\"aksCreate\",\"arguments\":\"digest\",\"facts\":{}}",
                "{\"version\":1,\"step\":\"aksCreate\",\"arguments\":\"digest\",\"facts\":{}} x"
            })
    void anyOtherContentIsAnError(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toAbsolutePath().toString());
    }

    @Test
    void theFileIsForItsOwnerOnly() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));

        open().put("a", "1").save();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anInterruptedSaveIsReplacedByTheNext() throws IOException {
        open().put("a", "1").save();
        Files.writeString(file.resolveSibling("42.json.tmp"), "{\"version\":1,\"st");

        FileJournal journal = open();
        journal.put("a", "2").save();

        assertThat(open().get("a")).contains("2");
        assertThat(file.resolveSibling("42.json.tmp")).doesNotExist();
    }

    @Test
    void savesOnlyWhatChanged() throws IOException {
        List<String> acts = new ArrayList<>();
        FileJournal journal = FileJournal.open(file, "aksCreate", "digest", new ListingDisk(acts));
        journal.put("a", "1").save();
        journal.put("a", "1").remove("b").save();

        assertThat(acts).containsExactly("write 42.json.tmp", "rename 42.json.tmp to 42.json", "sync build-7");
    }

    @Test
    void sweepDeletesWhatIsNotLive() throws IOException {
        for (String key : List.of("1", "2", "3")) {
            FileJournal.open(FileJournal.file(directory, key), "aksCreate", "digest")
                    .save();
        }
        Files.writeString(directory.resolve("3.json.tmp"), "half");
        Files.writeString(directory.resolve("2.json.tmp"), "being written");
        Files.writeString(directory.resolve("log.txt"), "not a journal");

        assertThat(FileJournal.sweep(directory, Set.of("2"))).containsExactly("1", "3", "3");

        try (var left = Files.list(directory)) {
            assertThat(left.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("2.json", "2.json.tmp", "log.txt");
        }
        assertThat(FileJournal.sweep(directory.resolve("none"), Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", ".hidden", "a b"})
    void keysAreFileNames(String key) {
        assertThatThrownBy(() -> FileJournal.file(directory, key)).isInstanceOf(IllegalArgumentException.class);
    }

    private record ListingDisk(List<String> acts) implements Disk {
        @Override
        public void write(Path file, byte[] content) {
            acts.add("write " + file.getFileName());
        }

        @Override
        public void rename(Path from, Path to) {
            acts.add("rename " + from.getFileName() + " to " + to.getFileName());
        }

        @Override
        public void sync(Path directory) {
            acts.add("sync " + directory.getFileName());
        }
    }
}
