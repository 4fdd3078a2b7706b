package io.jenkins.plugins.aks.runner.declarative;

import java.util.Map;

/**
 * The {@code post} section.
 *
 * @param blocks by condition, in the order in which Jenkins runs them: index of the piece of {@link Code}
 */
public record Post(Map<PostCondition, Integer> blocks) {

    public static final Post NONE = new Post(Map.of());
}
