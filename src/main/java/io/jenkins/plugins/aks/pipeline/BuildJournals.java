package io.jenkins.plugins.aks.pipeline;

import hudson.model.Run;
import io.jenkins.plugins.aks.operation.FileJournal;
import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The journals of one build: {@code aks-steps/<FlowNode id>.json} in the build's directory. They stay after their step,
 * because the Pipeline saves a step's result later than the step ends; {@link JournalSweep} removes them once the build
 * is over.
 */
final class BuildJournals {
    private static final String DIRECTORY = "aks-steps";

    private final Run<?, ?> build;

    private BuildJournals(Run<?, ?> build) {
        this.build = build;
    }

    static BuildJournals of(Run<?, ?> build) {
        return new BuildJournals(build);
    }

    /** Opens the journal of a step, empty unless the same call left it. */
    Journal open(String key, String step, String digest) throws IOException {
        JournaledBuilds.ofController().add(build.getExternalizableId());
        return FileJournal.open(FileJournal.file(directory(), key), step, digest);
    }

    void delete() throws IOException {
        FileJournal.sweep(directory(), Set.of());
        Files.deleteIfExists(directory());
    }

    Path directory() {
        return build.getRootDir().toPath().resolve(DIRECTORY);
    }
}
