package io.jenkins.plugins.aks.operation;

/** Numbers of things, as the log says them. */
public final class Plural {
    private Plural() {}

    /** @param thing one of them, a word whose plural ends in s: {@code of(2, "object")} is {@code "2 objects"} */
    public static String of(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
