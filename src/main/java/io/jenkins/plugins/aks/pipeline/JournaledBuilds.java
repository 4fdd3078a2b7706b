package io.jenkins.plugins.aks.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Which builds have journals: one small file for each in {@code aks-pipeline-steps/builds} of the Jenkins home, so that a
 * sweep need not load every build of every job.
 */
final class JournaledBuilds {
    private final Path directory;

    JournaledBuilds(Path directory) {
        this.directory = directory;
    }

    static JournaledBuilds ofController() {
        return new JournaledBuilds(Jenkins.get()
                .getRootDir()
                .toPath()
                .resolve("aks-pipeline-steps")
                .resolve("builds"));
    }

    /** @param build as {@link hudson.model.Run#getExternalizableId} names it */
    void add(String build) throws IOException {
        Path file = file(build);
        if (!Files.exists(file) || Files.size(file) == 0) {
            Files.createDirectories(directory);
            Files.writeString(file, build);
        }
    }

    void remove(String build) throws IOException {
        Files.deleteIfExists(file(build));
    }

    List<String> all() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Map<Path, String> builds = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                builds.put(file, Files.readString(file));
            }
        }
        return List.copyOf(builds.values());
    }

    private Path file(String build) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(build.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
