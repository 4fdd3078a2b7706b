package io.jenkins.plugins.aks.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** All requests since the state began, in memory and in {@code requests.log}; written before the answer is sent. */
public final class RequestLog implements AutoCloseable {
    private final List<RequestRecord> records = new ArrayList<>();
    private final Writer writer;

    private RequestLog(List<RequestRecord> earlier, Writer writer) {
        this.records.addAll(earlier);
        this.writer = writer;
    }

    static RequestLog open(Path directory) {
        Path file = directory.resolve("requests.log");
        try {
            List<RequestRecord> earlier = Files.exists(file) ? whole(file) : List.of();
            return new RequestLog(
                    earlier,
                    Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    /** Cuts off a last line that was not written to its end. */
    private static List<RequestRecord> whole(Path file) throws IOException {
        String text = Files.readString(file);
        String complete = text.substring(0, text.lastIndexOf('\n') + 1);
        if (complete.length() < text.length()) {
            Files.writeString(file, complete);
        }
        return complete.lines().map(RequestRecord::of).toList();
    }

    synchronized void add(RequestRecord entry) {
        records.add(entry);
        try {
            writer.write(entry.line() + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the request log", e);
        }
    }

    public synchronized List<RequestRecord> all() {
        return List.copyOf(records);
    }

    /** @param pathPattern a regular expression that the whole path matches, whatever the case */
    public List<RequestRecord> matching(String method, String pathPattern) {
        Pattern pattern = Pattern.compile(pathPattern, Pattern.CASE_INSENSITIVE);
        return all().stream()
                .filter(r ->
                        r.method().equals(method) && pattern.matcher(r.path()).matches())
                .toList();
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the request log", e);
        }
    }
}
