package io.jenkins.plugins.aks.runner.engine;

import groovy.lang.Closure;
import java.util.List;

/** The Groovy pieces of a Declarative Pipeline, by the index that the model has for them. */
final class Pieces {

    private final List<Closure<?>> closures;

    Pieces(List<Closure<?>> closures) {
        this.closures = closures;
    }

    Object call(int piece) {
        return closures.get(piece).call();
    }

    /** The arguments of a line. */
    @SuppressWarnings("unchecked")
    List<Object> list(int piece) {
        return (List<Object>) call(piece);
    }
}
