package io.jenkins.plugins.aks.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Compares stand-ins with the record. A stand-in may have less than the real class, never more or other: what compiles
 * against it must also link and run against the real one. Private and package-private members are its own business, and
 * so are the classes of {@link #OWN_PACKAGE}, through which tests and the lab fill the stand-ins.
 */
final class StandIns {
    static final String OWN_PACKAGE = "io/jenkins/standin/";

    private static final int API = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final ApiRecord record;

    StandIns(ApiRecord record) {
        this.record = record;
    }

    List<String> problems(List<ClassReader> standIns) {
        List<String> problems = new ArrayList<>();
        for (ClassReader standIn : standIns) {
            if (!standIn.getClassName().startsWith(OWN_PACKAGE) && isVisible(standIn)) {
                record.find(standIn.getClassName())
                        .ifPresentOrElse(
                                real -> standIn.accept(new Comparison(real, problems), ClassReader.SKIP_CODE),
                                () -> problems.add(standIn.getClassName() + " is not in the record"));
            }
        }
        return problems;
    }

    /** A nested class says in its own InnerClasses entry whether it is visible; its class flags do not tell private. */
    private static boolean isVisible(ClassReader standIn) {
        boolean[] visible = {(standIn.getAccess() & API) != 0};
        standIn.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInnerClass(String name, String outer, String simple, int access) {
                        if (name.equals(standIn.getClassName())) {
                            visible[0] = (access & API) != 0;
                        }
                    }
                },
                ClassReader.SKIP_CODE);
        return visible[0];
    }

    private final class Comparison extends ClassVisitor {
        private final ApiClass real;
        private final List<String> problems;

        Comparison(ApiClass real, List<String> problems) {
            super(Opcodes.ASM9);
            this.real = real;
            this.problems = problems;
        }

        @Override
        public void visit(int version, int access, String name, String sig, String superName, String[] interfaces) {
            boolean isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            boolean isEnum = (access & Opcodes.ACC_ENUM) != 0;
            expect(isInterface == real.isInterface(), "is " + (isInterface ? "an interface" : "a class"));
            if (!isInterface && !isEnum) {
                expectAsReal("abstract", has(access, Opcodes.ACC_ABSTRACT), real.modifiers());
                expectAsReal("final", has(access, Opcodes.ACC_FINAL), real.modifiers());
            }
            Set<String> parents = record.ancestry(name);
            expect(parents.contains(superName), "extends " + superName);
            for (String parent : interfaces) {
                expect(parents.contains(parent), "implements " + parent);
            }
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String sig, String[] thrown) {
            boolean own = (access & API) == 0 || (access & Opcodes.ACC_SYNTHETIC) != 0 || name.equals("<clinit>");
            if (!own) {
                compare(access, name + descriptor, thrown);
            }
            return null;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String sig, Object value) {
            if ((access & API) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0) {
                compare(access, name + " " + descriptor, null);
            }
            return null;
        }

        private void compare(int access, String key, String[] thrown) {
            ApiMember declared = real.members().get(key);
            if (declared == null) {
                boolean inherited = !key.startsWith("<init>")
                        && (record.member(real.name(), key).isPresent() || record.inheritsFromJdk(real.name(), key));
                expect(inherited, "has " + key);
                return;
            }
            boolean isPublic = has(access, Opcodes.ACC_PUBLIC);
            expect(declared.is("public") == isPublic, "has " + key + (isPublic ? " public" : " protected"));
            boolean isStatic = has(access, Opcodes.ACC_STATIC);
            expect(declared.is("static") == isStatic, "has " + key + (isStatic ? " static" : " not static"));
            if (declared.isMethod()) {
                expect(!declared.is("abstract") || has(access, Opcodes.ACC_ABSTRACT), "implements " + key);
                expect(!declared.is("final") || has(access, Opcodes.ACC_FINAL), "has " + key + " not final");
                Set<String> throwing = checked(thrown == null ? List.of() : Arrays.asList(thrown));
                expect(checked(declared.throwing()).equals(throwing), "has " + key + " throwing " + throwing);
            }
        }

        private Set<String> checked(Collection<String> thrown) {
            return thrown.stream()
                    .filter(name -> !record.extendsJdk(name, RuntimeException.class))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private void expectAsReal(String modifier, boolean present, Set<String> realModifiers) {
            expect(realModifiers.contains(modifier) == present, "is " + (present ? "" : "not ") + modifier);
        }

        private void expect(boolean asReal, String found) {
            if (!asReal) {
                problems.add(real.name() + " " + found + ", the real class does not");
            }
        }

        private boolean has(int access, int flag) {
            return (access & flag) != 0;
        }
    }
}
