package io.jenkins.plugins.aks.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A journal in one small JSON file. Its header names the step and a digest of the step's arguments, because after a
 * crash another call can get the same key; the facts of another call are discarded. A save replaces the file whole:
 * temporary file, sync, rename, sync of the directory.
 */
public final class FileJournal implements Journal {

    private static final String SUFFIX = ".json";
    private static final String TEMPORARY = ".tmp";
    private static final int VERSION = 1;

    private final Path file;
    private final String stepName;
    private final String argumentsDigest;
    private final Disk disk;
    private final TreeMap<String, String> facts = new TreeMap<>();
    private boolean saved;

    private FileJournal(Path file, String stepName, String argumentsDigest, Disk disk) {
        this.file = file.toAbsolutePath();
        this.stepName = stepName;
        this.argumentsDigest = argumentsDigest;
        this.disk = disk;
    }

    /** The file of the step with the key, e.g. a FlowNode's id, among the journals of a build. */
    public static Path file(Path directory, String key) {
        if (!key.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(
                    "a journal's key has letters, digits, '.', '_' and '-' only and starts with a letter or digit, not: "
                            + key);
        }
        return directory.resolve(key + SUFFIX);
    }

    /**
     * Reads the journal, which is empty when the file does not exist or belongs to another call.
     *
     * @throws IOException if the file cannot be read or is damaged. It is never taken for empty then: starting afresh
     *     could create a second time what exists.
     */
    public static FileJournal open(Path file, String stepName, String argumentsDigest) throws IOException {
        return open(file, stepName, argumentsDigest, Disk.real());
    }

    static FileJournal open(Path file, String stepName, String argumentsDigest, Disk disk) throws IOException {
        FileJournal journal = new FileJournal(file, stepName, argumentsDigest, disk);
        journal.load();
        return journal;
    }

    /**
     * Deletes the journals in the directory whose keys are not among the live ones, and what interrupted saves left.
     *
     * @return the keys that were deleted; none if the directory does not exist
     */
    public static List<String> sweep(Path directory, Set<String> liveKeys) throws IOException {
        List<String> deleted = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return deleted;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        }
        for (Path each : files) {
            String name = each.getFileName().toString();
            String withoutTemporary = withoutEnd(name, TEMPORARY);
            String key = withoutEnd(withoutTemporary, SUFFIX);
            if (!key.equals(withoutTemporary) && !liveKeys.contains(key) && Files.deleteIfExists(each)) {
                deleted.add(key);
            }
        }
        return deleted;
    }

    private static String withoutEnd(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    private void load() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return;
        }
        JsonNode whole = parse(bytes);
        if (whole.path("version").asInt() != VERSION) {
            throw damaged("its version is " + whole.path("version") + ", and only " + VERSION + " can be read", null);
        }
        JsonNode found = whole.path("facts");
        if (!whole.path("step").isTextual() || !whole.path("arguments").isTextual() || !found.isObject()) {
            throw damaged("step, arguments or facts are missing", null);
        }
        if (!stepName.equals(whole.path("step").asText())
                || !argumentsDigest.equals(whole.path("arguments").asText())) {
            return;
        }
        for (Map.Entry<String, JsonNode> fact : found.properties()) {
            if (!fact.getValue().isTextual()) {
                throw damaged("the fact '" + fact.getKey() + "' is no text", null);
            }
            facts.put(fact.getKey(), fact.getValue().asText());
        }
        saved = true;
    }

    private JsonNode parse(byte[] bytes) throws IOException {
        try {
            JsonNode whole = Json.MAPPER.readTree(bytes);
            if (whole == null || !whole.isObject()) {
                throw damaged("it holds no JSON object", null);
            }
            return whole;
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage(), e);
        }
    }

    private IOException damaged(String why, Throwable cause) {
        return new IOException(
                "The journal " + file + " of step " + stepName + " is damaged: " + why
                        + ". The step cannot know what it has created already, so it does not start again by itself."
                        + " Look in the cloud for what it left, then delete the file and run the step again.",
                cause);
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(facts.get(key));
    }

    @Override
    public synchronized Journal put(String key, String value) {
        if (!value.equals(facts.put(key, value))) {
            saved = false;
        }
        return this;
    }

    @Override
    public synchronized Journal remove(String key) {
        if (facts.remove(key) != null) {
            saved = false;
        }
        return this;
    }

    @Override
    public synchronized void save() throws IOException {
        if (saved) {
            return;
        }
        ObjectNode whole = Json.MAPPER.createObjectNode();
        whole.put("version", VERSION).put("step", stepName).put("arguments", argumentsDigest);
        ObjectNode written = whole.putObject("facts");
        facts.forEach(written::put);
        Path directory = file.getParent();
        Files.createDirectories(directory);
        Path temporary = directory.resolve(file.getFileName() + TEMPORARY);
        disk.write(temporary, Json.MAPPER.writeValueAsBytes(whole));
        disk.rename(temporary, file);
        disk.sync(directory);
        saved = true;
    }

    @Override
    public Journal scope(String name) {
        return ScopedJournal.of(this, name);
    }
}
