package io.jenkins.plugins.aks.runner.engine;

import io.jenkins.plugins.aks.runner.declarative.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** {@code environment}: credentials first, then the values in order, each of which sees those before it. */
final class EnvironmentSection {

    private final DeclarativeRun run;
    private final Pieces pieces;
    private final Session session;

    EnvironmentSection(DeclarativeRun run, Pieces pieces, Session session) {
        this.run = run;
        this.pieces = pieces;
        this.session = session;
    }

    Object around(List<Variable> variables, Body body) throws Throwable {
        List<Object> bindings = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.credentials()) {
                String id = String.valueOf(pieces.call(variable.value()));
                bindings.add(CredentialVariables.binding(id, variable.name(), session.run()));
            }
        }
        Body inner = () -> values(variables, body);
        return bindings.isEmpty() ? inner.run() : run.step("withCredentials", Map.of("bindings", bindings), inner);
    }

    private Object values(List<Variable> variables, Body body) throws Throwable {
        Map<String, String> values = new LinkedHashMap<>();
        for (Variable variable : variables) {
            if (!variable.credentials()) {
                Object value = seeing(values).run(() -> pieces.call(variable.value()));
                values.put(variable.name(), String.valueOf(value));
            }
        }
        if (values.isEmpty()) {
            return body.run();
        }
        List<String> overrides = new ArrayList<>();
        values.forEach((name, value) -> overrides.add(name + "=" + value));
        return run.step("withEnv", Map.of("overrides", overrides), body);
    }

    private static Scope seeing(Map<String, String> values) {
        Scope scope = Scope.current();
        EnvironmentExpander around = scope.find(EnvironmentExpander.class);
        return scope.with(List.of(EnvironmentExpander.merge(around, EnvironmentExpander.constant(values))));
    }
}
