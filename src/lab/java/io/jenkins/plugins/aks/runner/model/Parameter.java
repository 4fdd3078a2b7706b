package io.jenkins.plugins.aks.runner.model;

import java.lang.reflect.Type;

/**
 * One parameter of a step as a script sees it.
 *
 * @param type as declared, with its type arguments
 * @param required a constructor parameter; the others have defaults
 */
public record Parameter(String name, Type type, boolean required) {

    /** The class without type arguments, what Jenkins names in its messages. */
    public Class<?> erased() {
        return Types.erase(type);
    }
}
