package io.jenkins.plugins.aks.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Lengths of source files and methods, in lines. */
final class Sizes {
    static final int CLASS_LIMIT = 450;
    static final int CLASS_MEDIAN = 90;
    static final int METHOD_LIMIT = 45;

    private Sizes() {}

    /** Files above the limit. */
    static List<String> longFiles(Path sources) {
        return ClassFiles.files(sources, ".java").stream()
                .filter(file -> lines(file) > CLASS_LIMIT)
                .map(file -> file + " has " + lines(file) + " lines, allowed are " + CLASS_LIMIT)
                .toList();
    }

    static int median(Path sources) {
        List<Integer> lengths = ClassFiles.files(sources, ".java").stream()
                .map(Sizes::lines)
                .sorted()
                .toList();
        return lengths.isEmpty() ? 0 : lengths.get(lengths.size() / 2);
    }

    /**
     * Methods above the limit, measured between the first and the last line with code. Constructors are left out: their code
     * includes the initializers of fields, which can stand anywhere.
     */
    static List<String> longMethods(List<ClassReader> classes) {
        List<String> found = new ArrayList<>();
        classes.forEach(reader -> reader.accept(new Measure(reader.getClassName(), found), 0));
        return found;
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + file, e);
        }
    }

    private static final class Measure extends ClassVisitor {
        private final String owner;
        private final List<String> found;

        Measure(String owner, List<String> found) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String sig, String[] thrown) {
            if (name.startsWith("<") || (access & Opcodes.ACC_BRIDGE) != 0) {
                return null;
            }
            return new MethodVisitor(Opcodes.ASM9) {
                private int first = Integer.MAX_VALUE;
                private int last;

                @Override
                public void visitLineNumber(int line, Label start) {
                    first = Math.min(first, line);
                    last = Math.max(last, line);
                }

                @Override
                public void visitEnd() {
                    if (last - first + 1 > METHOD_LIMIT) {
                        found.add(owner + "." + name + " has " + (last - first + 1) + " lines, allowed are "
                                + METHOD_LIMIT);
                    }
                }
            };
        }
    }
}
