package io.jenkins.plugins.aks.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reports concrete classes that leave a recorded abstract method without an implementation: a stand-in that lacks the
 * method lets them compile, and Jenkins answers with an AbstractMethodError. Methods are told apart by name and number of
 * parameters, since a type variable has another descriptor where it is implemented.
 */
final class AbstractMethods {
    private final ApiRecord record;
    private final Map<String, ClassReader> own = new LinkedHashMap<>();

    AbstractMethods(ApiRecord record, List<ClassReader> classes) {
        this.record = record;
        classes.forEach(reader -> own.put(reader.getClassName(), reader));
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (ClassReader reader : own.values()) {
            if ((reader.getAccess() & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0) {
                Set<String> wanted = new LinkedHashSet<>();
                Set<String> present = new HashSet<>();
                collect(reader.getClassName(), new HashSet<>(), wanted, present);
                wanted.removeAll(present);
                wanted.forEach(method -> problems.add(reader.getClassName() + " does not implement " + method));
            }
        }
        return problems;
    }

    private void collect(String name, Set<String> seen, Set<String> wanted, Set<String> present) {
        if (name == null || !seen.add(name)) {
            return;
        }
        ClassReader reader = own.get(name);
        if (reader != null) {
            reader.accept(new Implemented(present), ClassReader.SKIP_CODE);
            collect(reader.getSuperName(), seen, wanted, present);
            for (String parent : reader.getInterfaces()) {
                collect(parent, seen, wanted, present);
            }
        } else if (name.startsWith("java/")) {
            JdkMembers.of(name).stream().filter(key -> key.contains("(")).forEach(key -> present.add(shape(key)));
        } else {
            record.find(name).ifPresent(recorded -> {
                recorded.members().values().stream()
                        .filter(ApiMember::isMethod)
                        .forEach(member -> (member.is("abstract") ? wanted : present).add(shape(member.key())));
                recorded.parents().forEach(parent -> collect(parent, seen, wanted, present));
            });
        }
    }

    private static String shape(String key) {
        int parameters = org.objectweb.asm.Type.getArgumentTypes(key.substring(key.indexOf('('))).length;
        return key.substring(0, key.indexOf('(')) + "/" + parameters;
    }

    private static final class Implemented extends ClassVisitor {
        private final Set<String> present;

        Implemented(Set<String> present) {
            super(Opcodes.ASM9);
            this.present = present;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String sig, String[] thrown) {
            if ((access & Opcodes.ACC_ABSTRACT) == 0) {
                present.add(shape(name + descriptor));
            }
            return null;
        }
    }
}
