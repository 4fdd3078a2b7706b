package io.jenkins.plugins.aks.kit;

import java.util.List;
import java.util.Map;

/**
 * @param value the default in the code: what the getter of a step says that was made with nothing but mandatory parameters
 * @param common whether every step has it
 */
record StepParameter(String name, Class<?> type, boolean required, Object value, boolean common) {

    /** The type as a writer of Pipelines calls it. */
    String typeName() {
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "number";
        }
        if (List.class.isAssignableFrom(type)) {
            return "list";
        }
        return Map.class.isAssignableFrom(type) ? "map" : type == String.class ? "string" : "any";
    }

    /** The default as a text; empty where there is none. */
    String defaultText() {
        boolean none = required
                || value == null
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        return none ? "" : String.valueOf(value);
    }
}
