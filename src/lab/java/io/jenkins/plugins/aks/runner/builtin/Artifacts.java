package io.jenkins.plugins.aks.runner.builtin;

import hudson.AbortException;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code archiveArtifacts}: copies to {@code archive} in the build's directory. */
final class Artifacts {

    private final Arguments arguments;
    private final LabContext context;

    Artifacts(Arguments arguments, LabContext context) {
        this.arguments = arguments;
        this.context = context;
    }

    Object archive() throws Exception {
        String pattern = arguments.text("artifacts");
        Path workspace = FileSteps.workspace(context);
        AntPattern excluded = new AntPattern(arguments.text("excludes", ""));
        List<Path> files = new AntPattern(pattern)
                .in(workspace).stream()
                        .filter(f -> !excluded.matches(f.toString()))
                        .toList();
        context.listener().getLogger().println("Archiving artifacts");
        if (files.isEmpty()) {
            String message =
                    "No artifacts found that match the file pattern \"%s\". Configuration error?".formatted(pattern);
            if (!arguments.truth("allowEmptyArchive")) {
                throw new AbortException(message);
            }
            context.listener().getLogger().println(message);
        }
        Path archive = context.session().run().getRootDir().toPath().resolve("archive");
        for (Path file : files) {
            Path target = archive.resolve(file.toString());
            Files.createDirectories(target.getParent());
            Files.copy(workspace.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
        return null;
    }
}
