package io.jenkins.plugins.aks.runner.engine;

import groovy.lang.Closure;

/** What stands between the braces of a step. */
@FunctionalInterface
public interface Body {

    Object run() throws Throwable;

    static Body of(Closure<?> closure) {
        return closure::call;
    }
}
