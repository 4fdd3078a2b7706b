package io.jenkins.plugins.aks.runner.declarative;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The conditions of {@code post}, in the order in which Jenkins evaluates them. */
public enum PostCondition {
    ALWAYS("always"),
    CHANGED("changed"),
    FIXED("fixed"),
    REGRESSION("regression"),
    ABORTED("aborted"),
    FAILURE("failure"),
    SUCCESS("success"),
    UNSTABLE("unstable"),
    UNSUCCESSFUL("unsuccessful"),
    NOT_BUILT("notBuilt"),
    CLEANUP("cleanup");

    private final String symbol;

    PostCondition(String symbol) {
        this.symbol = symbol;
    }

    /** As a script writes it. */
    public String symbol() {
        return symbol;
    }

    static Optional<PostCondition> of(String symbol) {
        return Arrays.stream(values()).filter(c -> c.symbol.equals(symbol)).findFirst();
    }

    static List<String> symbols() {
        return Arrays.stream(values()).map(PostCondition::symbol).toList();
    }
}
