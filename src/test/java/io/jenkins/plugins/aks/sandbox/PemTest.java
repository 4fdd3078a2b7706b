package io.jenkins.plugins.aks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsReplacedWholeAndNeverWrittenInPlace() throws IOException {
        Path file = directory.resolve("ca.pem");
        Pem.write(file, "old");
        Path before = Files.createLink(directory.resolve("before"), file);
        Pem.write(file, "new");
        assertThat(before).hasContent("old");
        assertThat(file).hasContent("new");
    }

    @Test
    void whatAKilledStartLeftIsOverwrittenAndHidden() throws IOException {
        Path file = directory.resolve("credentials.json");
        Path torn = Files.writeString(directory.resolve("credentials.json.new"), "{");
        Pem.writeSecret(file, "{}");
        assertThat(file).hasContent("{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(torn).doesNotExist();
    }
}
