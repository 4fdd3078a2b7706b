package io.jenkins.plugins.aks.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/** Reads class files. Paths are relative to the root of the project, where Maven runs the tests. */
final class ClassFiles {
    static final Path MAIN = Path.of("target", "classes");
    static final Path TEST = Path.of("target", "test-classes");

    private ClassFiles() {}

    static List<ClassReader> under(Path root) {
        return read(files(root, ".class"));
    }

    /** The classes, nested ones too, that were compiled into {@code classes} from the sources under {@code sources}. */
    static List<ClassReader> compiledFrom(Path sources, Path classes) {
        List<Path> found = new ArrayList<>();
        for (Path source : files(sources, ".java")) {
            Path relative = sources.relativize(source);
            String name = relative.getFileName().toString().replace(".java", "");
            Path folder = classes.resolve(relative).getParent();
            for (Path file : files(folder, ".class")) {
                String simple = file.getFileName().toString().replace(".class", "");
                if (file.getParent().equals(folder) && (simple.equals(name) || simple.startsWith(name + "$"))) {
                    found.add(file);
                }
            }
        }
        return read(found);
    }

    static List<ClassReader> of(Class<?>... types) {
        List<ClassReader> readers = new ArrayList<>();
        for (Class<?> type : types) {
            String file = "/" + type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getResourceAsStream(file)) {
                readers.add(new ClassReader(in));
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }
        return readers;
    }

    static List<Path> files(Path root, String ending) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ClassReader> read(List<Path> files) {
        List<ClassReader> readers = new ArrayList<>();
        for (Path file : files) {
            try {
                readers.add(new ClassReader(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("Reading " + file, e);
            }
        }
        return readers;
    }
}
