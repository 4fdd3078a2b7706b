package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;

/** The file of a {@link FileStore}: JSON lines, appended; a torn last line (killed while writing) is cut off. */
final class StoreLog implements AutoCloseable {
    private final Path file;
    private final FileChannel guard;
    private FileChannel channel;

    private StoreLog(Path file, FileChannel guard, FileChannel channel) {
        this.file = file;
        this.guard = guard;
        this.channel = channel;
    }

    static StoreLog open(Path directory) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("state.log");
            FileChannel guard = guard(directory);
            return new StoreLog(file, guard, channel(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the sandbox's state in " + directory, e);
        }
    }

    private static FileChannel guard(Path directory) throws IOException {
        FileChannel guard =
                FileChannel.open(directory.resolve("state.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = guard.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            guard.close();
            throw new IllegalStateException("state directory " + directory
                    + " is in use by another sandbox: stop that one or give another directory");
        }
        return guard;
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** @return how many lines there were */
    int replay(Consumer<ObjectNode> each) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int lines = 0;
            int start = 0;
            for (int end = newline(bytes, start); end >= 0; end = newline(bytes, start)) {
                each.accept(parse(new String(bytes, start, end - start, StandardCharsets.UTF_8), ++lines));
                start = end + 1;
            }
            channel.truncate(start);
            channel.position(start);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static int newline(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private ObjectNode parse(String line, int number) {
        try {
            return Json.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " is damaged at line " + number + " (" + e.getMessage()
                            + "): delete the directory to start afresh",
                    e);
        }
    }

    void append(ObjectNode line) {
        try {
            write(channel, line);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void write(FileChannel channel, ObjectNode line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap((Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Replaces the file by one line. */
    void rewrite(ObjectNode line) {
        Path fresh = file.resolveSibling("state.new");
        try {
            Files.deleteIfExists(fresh);
            FileChannel next = channel(fresh);
            write(next, line);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            channel.close();
            channel = next;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rewrite " + file, e);
        }
    }

    @Override
    public void close() {
        try (guard) {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
