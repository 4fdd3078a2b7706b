package io.jenkins.plugins.aks.runner.model;

import java.util.List;
import java.util.Optional;

/**
 * What a script may write to call a step.
 *
 * @param parameters in declaration order, the required ones first
 * @param takesBlock whether the call ends with {@code { … }}
 */
public record Signature(String name, List<Parameter> parameters, boolean takesBlock) {

    public Signature {
        parameters = List.copyOf(parameters);
    }

    public Optional<Parameter> parameter(String wanted) {
        return parameters.stream().filter(p -> p.name().equals(wanted)).findFirst();
    }

    public List<Parameter> required() {
        return parameters.stream().filter(Parameter::required).toList();
    }

    /** The parameter that may be given without its name: the only required one. */
    public Optional<Parameter> sole() {
        List<Parameter> required = required();
        return required.size() == 1 ? Optional.of(required.get(0)) : Optional.empty();
    }

    /** The name nearest to a misspelt one, as Jenkins proposes it; null without parameters. */
    public String nearest(String misspelt) {
        return EditDistance.nearest(
                misspelt, parameters.stream().map(Parameter::name).toList());
    }
}
