package io.jenkins.plugins.aks.runner.engine;

/**
 * The resumed script took another way than before it was interrupted, so that what was done cannot be told from what is
 * to do. An Error: no catch of a script may hide it.
 */
final class ReplayMismatch extends Error {

    private static final long serialVersionUID = 1L;

    ReplayMismatch(Recorded before, String step) {
        super(message(before, step));
    }

    private static String message(Recorded before, String step) {
        String change = before.step().equals(step)
                ? "its arguments are others now"
                : "the script calls " + step + " in its place now";
        return ("The run cannot be resumed. Call %s was %s before the interruption, and %s. A script that is resumed runs"
                        + " from the top and must take the same way again: take times and random values from a step, or"
                        + " keep them out of arguments. The next run starts afresh.")
                .formatted(before.id(), before.step(), change);
    }
}
