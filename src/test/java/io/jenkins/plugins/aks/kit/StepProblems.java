package io.jenkins.plugins.aks.kit;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.aks.pipeline.SavedValues;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.w3c.dom.Element;

/** What a step lacks: form, help, example, defaults that agree, choices for its lists, values that can be saved. */
final class StepProblems {
    private final StepDescriptor descriptor;
    private final Class<? extends Step> type;
    private final String examples;
    private final List<String> problems = new ArrayList<>();

    private StepProblems(StepDescriptor descriptor, String examples) {
        this.descriptor = descriptor;
        this.type = descriptor.clazz;
        this.examples = examples;
    }

    /** @param examples the text of all example Pipelines */
    static List<String> of(StepDescriptor descriptor, String examples) {
        StepProblems step = new StepProblems(descriptor, examples);
        try {
            step.look();
        } catch (AssertionError | IllegalArgumentException e) {
            step.problem(e.getMessage());
        }
        return step.problems;
    }

    private void problem(String text) {
        problems.add(descriptor.getFunctionName() + " (" + type.getSimpleName() + "): " + text);
    }

    private void look() {
        List<StepParameter> parameters = StepParameters.of(type);
        help(parameters);
        Optional<String> jelly = StepResources.own(type, "config.jelly");
        if (jelly.isEmpty()) {
            problem("has no config.jelly");
        } else {
            form(StepForm.fields(descriptor, jelly.get()), parameters);
            choices(Xml.parse(jelly.get()));
        }
        if (!examples.matches("(?s).*\\b" + descriptor.getFunctionName() + "\\b.*")) {
            problem("is in no Pipeline under examples/");
        }
        saved(parameters);
    }

    private void help(List<StepParameter> parameters) {
        List<String> names = new ArrayList<>(List.of("help.html", "help-result.html"));
        parameters.forEach(parameter -> names.add("help-" + parameter.name() + ".html"));
        for (String name : names) {
            Optional<String> text =
                    name.startsWith("help-") ? StepResources.find(type, name) : StepResources.own(type, name);
            if (text.isEmpty()) {
                problem("has no " + name);
            } else if (HelpText.toMarkdown(text.get()).isBlank()) {
                problem(name + " says nothing");
            }
        }
        String help = StepResources.own(type, "help.html").orElse("");
        if (!help.contains("<pre>")) {
            problem("help.html has no example in <pre>");
        }
    }

    private void form(Map<String, String> fields, List<StepParameter> parameters) {
        for (StepParameter parameter : parameters) {
            String shown = fields.get(parameter.name());
            if (shown == null) {
                problem("config.jelly has no field for the parameter " + parameter.name());
            } else if (!parameter.required() && !shown.equals(parameter.defaultText())) {
                problem("the form's default of " + parameter.name() + " is '" + shown + "', the code's '"
                        + parameter.defaultText() + "'");
            }
        }
        List<String> known = parameters.stream().map(StepParameter::name).toList();
        fields.keySet().stream()
                .filter(field -> !known.contains(field))
                .forEach(field -> problem("config.jelly has the field " + field + ", which is no parameter"));
    }

    private void choices(Element element) {
        if (element.getLocalName().equals("entry")) {
            String field = element.getAttribute("field");
            boolean select = Xml.elements(element).stream()
                    .anyMatch(child -> child.getLocalName().equals("select"));
            String method = "doFill" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1) + "Items";
            if (select && Stream.of(descriptor.getClass().getMethods()).noneMatch(m -> fills(m, method))) {
                problem("the list of " + field + " has no " + method);
            }
        }
        Xml.elements(element).forEach(this::choices);
    }

    private static boolean fills(Method method, String name) {
        return method.getName().equals(name) && ListBoxModel.class.isAssignableFrom(method.getReturnType());
    }

    private void saved(List<StepParameter> parameters) {
        Step step = SavedValues.restore(type, sample(parameters));
        Step restored = SavedValues.restore(type, SavedValues.capture(step));
        for (StepParameter parameter : parameters) {
            Object before = StepParameters.get(step, parameter.name());
            Object after = StepParameters.get(restored, parameter.name());
            if (before == null || !Objects.equals(before, after)) {
                problem("the parameter " + parameter.name() + " was " + before + " and is " + after
                        + " after a save and a load");
            }
        }
    }

    private static Map<String, Object> sample(List<StepParameter> parameters) {
        return parameters.stream().collect(Collectors.toMap(StepParameter::name, StepProblems::sample));
    }

    private static Object sample(StepParameter parameter) {
        return switch (parameter.typeName()) {
            case "boolean" -> !Boolean.TRUE.equals(parameter.value());
            case "number" -> 5;
            case "list" -> List.of("a", "b");
            case "map" -> Map.of("a", "b");
            default -> "text";
        };
    }
}
