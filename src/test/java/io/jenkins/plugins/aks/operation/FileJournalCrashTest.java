package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A save has three acts: writing the temporary file, the rename, the sync of the directory. */
class FileJournalCrashTest {

    @TempDir
    Path directory;

    private FileJournal open(Disk disk) throws IOException {
        return FileJournal.open(directory.resolve("42.json"), "aksCreate", "digest", disk);
    }

    private FaultyDisk diskThatFailsAt(int act, Fault fault) {
        List<Fault> faults = new ArrayList<>();
        for (int before = 1; before < act; before++) {
            faults.add(Fault.NONE);
        }
        faults.add(fault);
        return new FaultyDisk(new Fate(faults));
    }

    @ParameterizedTest
    @CsvSource({
        "1,KILL_BEFORE,old", "1,KILL_WITHIN,old", "1,KILL_AFTER,old",
        "2,KILL_BEFORE,old", "2,KILL_WITHIN,old", "2,KILL_AFTER,new",
        "3,KILL_BEFORE,new", "3,KILL_WITHIN,old", "3,KILL_AFTER,new"
    })
    void aCrashLeavesTheOldOrTheNewContentWhole(int act, Fault fault, String expected) throws IOException {
        open(Disk.real()).put("a", "old").put("b", "old").save();
        FileJournal journal = open(diskThatFailsAt(act, fault));
        journal.put("a", "new").put("b", "new");

        assertThatThrownBy(journal::save).isInstanceOf(Killed.class);

        FileJournal next = open(Disk.real());
        assertThat(next.get("a")).contains(expected);
        assertThat(next.get("b")).contains(expected);
        next.put("a", "newer").save();
        assertThat(open(Disk.real()).get("a")).contains("newer");
    }

    @ParameterizedTest
    @CsvSource({"1,CUT_BEFORE", "1,CUT_AFTER", "2,CUT_BEFORE", "2,CUT_AFTER", "3,CUT_BEFORE", "3,CUT_AFTER"})
    void aSaveThatFailedIsNotTakenForDone(int act, Fault fault) throws IOException {
        FileJournal journal = open(diskThatFailsAt(act, fault));
        journal.put("a", "1");

        assertThatThrownBy(journal::save).isInstanceOf(IOException.class);
        journal.save();

        assertThat(open(Disk.real()).get("a")).contains("1");
    }

    @Test
    void theRealDiskReportsAMissingDirectory() {
        Path nowhere = directory.resolve("none");

        assertThatThrownBy(() -> Disk.real().write(nowhere.resolve("x"), new byte[1]))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Disk.real().rename(nowhere, directory.resolve("y")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Disk.real().sync(nowhere)).isInstanceOf(IOException.class);
    }
}
