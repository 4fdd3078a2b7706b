package io.jenkins.plugins.aks.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/** Tells an object that is serialized whether it goes to an agent or to disk. */
final class Remoting {
    private static final Optional<Method> CURRENT = current();

    private Remoting() {}

    /** True while this thread writes to the channel of an agent. */
    static boolean isSending() {
        try {
            return CURRENT.isPresent() && CURRENT.get().invoke(null) != null;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** By name: where there is no remoting there is no agent. */
    private static Optional<Method> current() {
        try {
            return Optional.of(Class.forName("hudson.remoting.Channel").getMethod("current"));
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
