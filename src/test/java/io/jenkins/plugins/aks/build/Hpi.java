package io.jenkins.plugins.aks.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.objectweb.asm.ClassReader;

/**
 * An opened .hpi file.
 *
 * @param size in bytes
 * @param entries its files by name, in their order
 */
record Hpi(long size, Map<String, byte[]> entries) {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    static final String LIBRARIES = "WEB-INF/lib/";
    static final String OWN_JAR = LIBRARIES + "aks-pipeline-steps.jar";

    static Hpi open(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
            return new Hpi(file.toFile().length(), entries);
        } catch (IOException e) {
            throw new UncheckedIOException("Opening " + file + ", which mvn package makes", e);
        }
    }

    Attributes attributes() {
        return manifest(entries);
    }

    List<String> libraries() {
        return entries.keySet().stream()
                .filter(name -> name.startsWith(LIBRARIES))
                .map(name -> name.substring(LIBRARIES.length()))
                .sorted()
                .toList();
    }

    /** The files in one of the jars of the .hpi, none if it is missing. */
    Map<String, byte[]> jar(String name) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(entries.getOrDefault(name, new byte[0])))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + name, e);
        }
        return files;
    }

    static Attributes manifest(Map<String, byte[]> files) {
        try {
            return new Manifest(new ByteArrayInputStream(files.getOrDefault(MANIFEST, new byte[0])))
                    .getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(MANIFEST, e);
        }
    }

    static List<ClassReader> classes(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".class"))
                .map(file -> new ClassReader(file.getValue()))
                .toList();
    }
}
