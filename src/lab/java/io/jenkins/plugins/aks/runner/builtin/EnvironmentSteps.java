package io.jenkins.plugins.aks.runner.builtin;

import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Steps that give environment variables to their bodies. */
final class EnvironmentSteps {

    private EnvironmentSteps() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin("withEnv", EnvironmentSteps::withEnv).block().required("overrides", List.class),
                new Builtin("withCredentials", EnvironmentSteps::withCredentials)
                        .block()
                        .required("bindings", List.class));
    }

    private static StepExecution withEnv(Arguments arguments, LabContext context) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (Object override : list(arguments.get("overrides"))) {
            String text = String.valueOf(override);
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("withEnv takes NAME=value, found: " + text);
            }
            overrides.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return new Wrapper(context, List.of(context.expander(new Overrides(overrides))));
    }

    private static StepExecution withCredentials(Arguments arguments, LabContext context) throws Exception {
        Bindings bindings = new Bindings(context);
        List<String> names = new ArrayList<>();
        for (Object binding : list(arguments.get("bindings"))) {
            names.addAll(bindings.bind(binding));
        }
        context.listener().getLogger().println("Masking supported pattern matches of $" + String.join(" or $", names));
        return new Wrapper(
                context, List.of(context.expander(new Overrides(bindings.variables()))), bindings::removeFiles);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
