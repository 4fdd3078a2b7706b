package io.jenkins.plugins.aks.sandbox.blobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The files of blobs in the sandbox's state directory; written whole or not at all. */
public final class BlobFiles {
    private final Path root;

    public BlobFiles(Path stateDir) {
        this.root = stateDir.resolve("blobs");
    }

    /** @param name with slashes; each part a plain file name */
    public Path path(String name) {
        for (String part : name.split("/", -1)) {
            if (!part.matches("[A-Za-z0-9_.-]+") || part.startsWith(".")) {
                throw new IllegalArgumentException("'" + name + "' is no name of a blob");
            }
        }
        return root.resolve(name);
    }

    public boolean has(String name) {
        return Files.isRegularFile(path(name));
    }

    public Optional<byte[]> read(String name) {
        try {
            return has(name) ? Optional.of(Files.readAllBytes(path(name))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String name, byte[] content) {
        try {
            Path file = path(name);
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "new", ".part");
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
