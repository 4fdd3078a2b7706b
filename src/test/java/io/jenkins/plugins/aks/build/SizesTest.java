package io.jenkins.plugins.aks.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes and methods stay small. */
class SizesTest {
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path LAB = Path.of("src", "lab", "java");

    @Test
    void noClassIsLong() {
        assertThat(Sizes.longFiles(MAIN)).isEmpty();
        assertThat(Sizes.longFiles(LAB)).isEmpty();
    }

    @Test
    void halfOfTheClassesAreShort() {
        assertThat(Sizes.median(MAIN)).isBetween(1, Sizes.CLASS_MEDIAN);
    }

    @Test
    void noMethodIsLong() {
        assertThat(Sizes.longMethods(ClassFiles.under(ClassFiles.MAIN))).isEmpty();
        assertThat(Sizes.longMethods(ClassFiles.compiledFrom(LAB, ClassFiles.TEST)))
                .isEmpty();
    }

    @Test
    void aLongFileIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Short.java"), "\n".repeat(Sizes.CLASS_LIMIT));
        Files.writeString(folder.resolve("Long.java"), "\n".repeat(Sizes.CLASS_LIMIT + 1));
        assertThat(Sizes.longFiles(folder)).singleElement().asString().contains("Long.java has 451 lines");
        assertThat(Sizes.median(folder)).isEqualTo(Sizes.CLASS_LIMIT + 1);
    }

    @Test
    void aLongMethodIsFound() {
        ClassReader reader = classWithMethods(Sizes.METHOD_LIMIT, Sizes.METHOD_LIMIT + 1);
        assertThat(Sizes.longMethods(List.of(reader)))
                .singleElement()
                .asString()
                .contains("Sample.method46 has 46 lines");
    }

    /** Its methods have code on the first and the last of the given number of lines. */
    private static ClassReader classWithMethods(int... lengths) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Sample", null, "java/lang/Object", null);
        for (int length : lengths) {
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "method" + length, "()V", null, null);
            method.visitCode();
            for (int line : new int[] {10, 10 + length - 1}) {
                Label label = new Label();
                method.visitLabel(label);
                method.visitLineNumber(line, label);
                method.visitInsn(Opcodes.NOP);
            }
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
        }
        writer.visitEnd();
        return new ClassReader(writer.toByteArray());
    }
}
