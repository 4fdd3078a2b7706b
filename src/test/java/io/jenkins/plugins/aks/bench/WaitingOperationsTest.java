package io.jenkins.plugins.aks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingOperationsTest {

    @Test
    void aThousandOperationsWaitOnFewThreadsAndLittleHeap(@TempDir Path directory) throws Exception {
        WaitingOperations.Report report = WaitingOperations.measure(1_000, directory);

        assertThat(report.operations()).isEqualTo(1_000);
        assertThat(report.mostThreads()).isBetween(1, 16);
        assertThat(report.heapEach()).isBetween(500L, 20L * 1024);
    }
}
