package io.jenkins.plugins.aks.runner.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of one build, {@code builds/<number>}. A build that ended is never touched again; one that did not end is
 * taken up by the next run of the same script with the same parameters.
 *
 * @param notice what to tell the user of how this build began; empty for a plain new one
 * @param previous what the build before ended with; null for the first
 */
record Build(
        int number,
        Path directory,
        Instant startedAt,
        boolean resumed,
        String notice,
        Result previous,
        ObjectNode state) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param fingerprint of the script and its parameters
     */
    static Build open(Path builds, String fingerprint, Clock clock) throws IOException {
        Files.createDirectories(builds);
        Optional<Path> latest = latest(builds);
        if (latest.isEmpty()) {
            return fresh(builds, 1, fingerprint, clock, "", null);
        }
        int number = Integer.parseInt(latest.get().getFileName().toString());
        ObjectNode state =
                (ObjectNode) JSON.readTree(latest.get().resolve("build.json").toFile());
        Result previous = result(state, "previous");
        if (state.has("result")) {
            return fresh(builds, number + 1, fingerprint, clock, "", result(state, "result"));
        }
        if (!state.path("fingerprint").asText().equals(fingerprint)) {
            String notice =
                    "Build #%d was interrupted, but the script or its parameters have changed since: starting afresh"
                            .formatted(number);
            return fresh(builds, number + 1, fingerprint, clock, notice, previous);
        }
        String notice = "Resuming build #%d, which was interrupted".formatted(number);
        Instant startedAt = Instant.parse(state.path("startedAt").asText());
        return new Build(number, latest.get(), startedAt, true, notice, previous, state);
    }

    private static Build fresh(Path builds, int number, String fingerprint, Clock clock, String notice, Result previous)
            throws IOException {
        ObjectNode state = JSON.createObjectNode().put("fingerprint", fingerprint);
        state.put("startedAt", clock.instant().toString());
        if (previous != null) {
            state.put("previous", previous.toString());
        }
        Path directory = Files.createDirectories(builds.resolve(String.valueOf(number)));
        Build build = new Build(number, directory, clock.instant(), false, notice, previous, state);
        build.save();
        return build;
    }

    private static Result result(ObjectNode state, String field) {
        return state.has(field) ? Result.fromString(state.path(field).asText()) : null;
    }

    private static Optional<Path> latest(Path builds) throws IOException {
        try (Stream<Path> all = Files.list(builds)) {
            return all.filter(p -> p.getFileName().toString().matches("[1-9][0-9]{0,8}"))
                    .filter(p -> Files.exists(p.resolve("build.json")))
                    .max(Comparator.comparingInt(
                            p -> Integer.parseInt(p.getFileName().toString())));
        }
    }

    /** The build ended; the next run is a new one. */
    void finish(Result result) throws IOException {
        state.put("result", result.toString());
        save();
    }

    private void save() throws IOException {
        Path next = directory.resolve("build.json.next");
        Files.writeString(next, state + "\n");
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, directory.resolve("build.json"), StandardCopyOption.ATOMIC_MOVE);
    }
}
