package io.jenkins.plugins.aks.runner.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a thread is in the script: which body it runs, what the enclosing steps gave to it, and which call is next.
 * Bound to the thread, so that steps find it in functions of the script too.
 */
final class Scope {

    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final Scope parent;
    private final LabBody body;
    private final String id;
    private final List<Object> objects;
    private final String branch;
    private final AtomicInteger calls;

    private Scope(Scope parent, LabBody body, String id, List<Object> objects, String branch, AtomicInteger calls) {
        this.parent = parent;
        this.body = body;
        this.id = id;
        this.objects = objects;
        this.branch = branch;
        this.calls = calls;
    }

    static Scope root(LabBody body, List<Object> objects) {
        return new Scope(null, body, "", objects, "", new AtomicInteger());
    }

    /** The scope of a body. */
    Scope inner(LabBody inner, String innerId, List<Object> given, String innerBranch) {
        return new Scope(this, inner, innerId + ".", given, innerBranch, new AtomicInteger());
    }

    /** The same place in the script with more objects. */
    Scope with(List<Object> given) {
        return new Scope(this, body, id, given, branch, calls);
    }

    static Scope current() {
        Scope scope = CURRENT.get();
        if (scope == null) {
            throw new IllegalStateException(
                    "Steps can be called only by the thread that runs the script, not by a thread that it started.");
        }
        return scope;
    }

    /** Runs code in this scope on the calling thread. */
    Object run(Body code) throws Throwable {
        Scope before = CURRENT.get();
        CURRENT.set(this);
        try {
            return code.run();
        } finally {
            CURRENT.set(before);
        }
    }

    LabBody body() {
        return body;
    }

    /** Of a parallel branch, with those around it; empty outside. */
    String branch() {
        return branch;
    }

    /**
     * The id of the next call: the ordinals of the calls around it, so that it is the same whenever the script takes
     * the same way. Usable in a file's name.
     */
    String nextId() {
        return id + calls.incrementAndGet();
    }

    /** The innermost object of that type; null without. */
    <T> T find(Class<T> type) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            for (int i = scope.objects.size() - 1; i >= 0; i--) {
                if (type.isInstance(scope.objects.get(i))) {
                    return type.cast(scope.objects.get(i));
                }
            }
        }
        return null;
    }
}
