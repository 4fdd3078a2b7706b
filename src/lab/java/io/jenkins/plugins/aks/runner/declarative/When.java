package io.jenkins.plugins.aks.runner.declarative;

import java.util.List;

/**
 * One condition of {@code when}.
 *
 * @param name as written; {@code allOf} for the section itself
 * @param code index of the piece of {@link Code}: the block of {@code expression}, or the list of arguments; -1 without
 * @param children of {@code not}, {@code allOf}, {@code anyOf}
 */
public record When(String name, int code, List<When> children) {

    public static final When ALWAYS = new When("allOf", -1, List.of());
}
