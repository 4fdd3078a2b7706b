package io.jenkins.plugins.aks.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepPagesTest {
    private static final Path DIRECTORY = Path.of("docs", "steps");

    @Test
    void pagesSayWhatTheHelpSays() throws IOException {
        Map<String, String> wanted = StepPages.of(StepCatalog.all());
        if (Boolean.getBoolean("docs.write")) {
            write(wanted);
        }
        List<String> stale = new ArrayList<>();
        for (Map.Entry<String, String> page : wanted.entrySet()) {
            Path file = DIRECTORY.resolve(page.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(page.getValue())) {
                stale.add(file.toString());
            }
        }
        files().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> stale.add(DIRECTORY.resolve(name) + " (of no step)"));
        assertThat(stale)
                .as("stale pages; write them with: " + StepPages.COMMAND)
                .isEmpty();
    }

    @Test
    void aPageHasParametersDefaultsAndResult() {
        String page = StepPages.of(List.of(new SoundStep.DescriptorImpl())).get("sound.md");
        assertThat(page)
                .contains("# sound\n\nA sound step.\n\nIt is *sound*.\n\n```groovy\nsound name: 'a'\n```\n")
                .contains("| `name` | string | required |\n")
                .contains("| `count` | number | `3` |\n")
                .contains("| [`timeLimit`](README.md#timelimit) | string | `2h` |\n")
                .contains("### count\n\nHow many.\n")
                .contains("## Result\n\nA map:\n\n- `name`: the name\n");
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(DIRECTORY);
        for (String name : files()) {
            Files.delete(DIRECTORY.resolve(name));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(DIRECTORY.resolve(page.getKey()), page.getValue());
        }
    }

    private static List<String> files() throws IOException {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
