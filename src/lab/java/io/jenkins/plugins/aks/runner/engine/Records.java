package io.jenkins.plugins.aks.runner.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The results of one build on disk, one line each, in the order in which they came. A line is on the disk before the
 * script goes on; a line that a kill cut in two does not count.
 */
final class Records {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, Recorded> calls = new ConcurrentHashMap<>();
    private final Map<String, Instant> instants = new ConcurrentHashMap<>();

    private Records(Path file) {
        this.file = file;
    }

    static Records open(Path file) throws IOException {
        Records records = new Records(file);
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            String text = Files.readString(file);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().forEach(records::load);
            if (end < text.length()) {
                Files.writeString(file, text.substring(0, end));
            }
        }
        return records;
    }

    private void load(String line) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(line);
            String id = json.path("id").asText();
            if (json.has("instant")) {
                instants.put(id, Instant.parse(json.path("instant").asText()));
            } else {
                calls.put(id, Recorded.fromJson(json));
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "The results of the interrupted build in " + file
                            + " cannot be read: remove the file to start afresh",
                    e);
        }
    }

    boolean isEmpty() {
        return calls.isEmpty() && instants.isEmpty();
    }

    int size() {
        return calls.size();
    }

    Optional<Recorded> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    void add(Recorded call) {
        calls.put(call.id(), call);
        append(call.toJson());
    }

    /** A point in time that must be the same after a restart, such as the end of a timeout. */
    Instant instant(String id, Supplier<Instant> first) {
        Instant known = instants.get(id);
        if (known == null) {
            known = first.get();
            instants.put(id, known);
            append(JSON.createObjectNode().put("id", id).put("instant", known.toString()));
        }
        return known;
    }

    private synchronized void append(ObjectNode json) {
        ByteBuffer line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("The result of a step cannot be written to " + file, e);
        }
    }
}
