package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.LabContext;
import io.jenkins.plugins.aks.runner.model.Symbols;
import java.util.Collection;
import java.util.Map;

/** {@code properties([parameters([…])])} of a Scripted Pipeline: gives the parameters their defaults. */
final class JobProperties {

    private final LabContext context;

    JobProperties(LabContext context) {
        this.context = context;
    }

    Object apply(Arguments arguments) {
        if (arguments.get("properties") instanceof Collection<?> properties) {
            properties.forEach(this::property);
        }
        return null;
    }

    private void property(Object property) {
        if (property instanceof Map<?, ?> map
                && "parameters".equals(map.get(Symbols.SYMBOL))
                && map.get(Symbols.SOLE) instanceof Collection<?> definitions) {
            definitions.forEach(this::parameter);
        }
    }

    private void parameter(Object definition) {
        if (definition instanceof Map<?, ?> map && map.get("name") != null) {
            Object otherwise = map.get("defaultValue");
            if (otherwise == null && map.get("choices") instanceof Collection<?> choices && !choices.isEmpty()) {
                otherwise = choices.iterator().next();
            }
            Map<String, Object> values = context.session().parameters();
            Object fallback = otherwise == null ? "" : otherwise;
            values.merge(
                    map.get("name").toString(),
                    fallback,
                    (given, unused) -> fallback instanceof Boolean ? Boolean.valueOf(given.toString()) : given);
        }
    }
}
