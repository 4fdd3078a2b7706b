package io.jenkins.plugins.aks.build;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the binary names of classes that carry an annotation themselves or on a member. */
final class Annotated {
    private Annotated() {}

    static Set<String> classes(Collection<ClassReader> readers, String annotation) {
        Set<String> found = new TreeSet<>();
        for (ClassReader reader : readers) {
            reader.accept(
                    new Finder(annotation, reader.getClassName().replace('/', '.'), found), ClassReader.SKIP_CODE);
        }
        return found;
    }

    private static final class Finder extends ClassVisitor {
        private final String annotation;
        private final String name;
        private final Set<String> found;

        Finder(String annotation, String name, Set<String> found) {
            super(Opcodes.ASM9);
            this.annotation = annotation;
            this.name = name;
            this.found = found;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            if (descriptor.equals(annotation)) {
                found.add(name);
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String member, String descriptor, String sig, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                    return Finder.this.visitAnnotation(descriptor, visible);
                }
            };
        }

        @Override
        public FieldVisitor visitField(int access, String member, String descriptor, String sig, Object value) {
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                    return Finder.this.visitAnnotation(descriptor, visible);
                }
            };
        }
    }
}
