package io.jenkins.plugins.aks.runner.script;

import groovy.lang.Closure;
import java.util.List;
import java.util.Optional;

/** What a script calls: steps, globals, the log. */
public interface Dsl {

    /** Whether the name is a step or another function that the runner supplies. */
    boolean knows(String function);

    Object call(String function, Object[] arguments) throws Throwable;

    /** {@code env}, {@code params}, {@code currentBuild}, or an environment variable. */
    Optional<Object> global(String name);

    void print(String text);

    void declarative(List<Closure<?>> pieces) throws Throwable;

    /** The error that Jenkins gives for a name that nothing has. */
    NoSuchMethodError unknown(String function);
}
