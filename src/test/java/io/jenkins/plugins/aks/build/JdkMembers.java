package io.jenkins.plugins.aks.build;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Type;

/** Names and descriptors of what a class of the JDK hands down. */
final class JdkMembers {
    private JdkMembers() {}

    static Set<String> of(String internalName) {
        Set<String> keys = new HashSet<>();
        collect(load(internalName), keys);
        return keys;
    }

    static Class<?> load(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, null);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("Not a class of the JDK: " + internalName, e);
        }
    }

    private static void collect(Class<?> type, Set<String> keys) {
        if (type == null) {
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!Modifier.isPrivate(method.getModifiers())) {
                keys.add(method.getName() + Type.getMethodDescriptor(method));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isPrivate(field.getModifiers())) {
                keys.add(field.getName() + " " + Type.getDescriptor(field.getType()));
            }
        }
        collect(type.getSuperclass(), keys);
        for (Class<?> parent : type.getInterfaces()) {
            collect(parent, keys);
        }
    }
}
