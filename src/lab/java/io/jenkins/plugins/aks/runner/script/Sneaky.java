package io.jenkins.plugins.aks.runner.script;

/** Groovy knows no checked exceptions; this lets Java code on its way pass them on. */
public final class Sneaky {

    private Sneaky() {}

    /** Always throws; declared to return so that a caller can write {@code throw}. */
    @SuppressWarnings("unchecked")
    public static <T extends Throwable> RuntimeException throwAny(Throwable t) throws T {
        throw (T) t;
    }
}
