package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which resource of a template must be made before which: by {@code dependsOn}, and by {@code reference}. */
final class Dependencies {
    private final List<PlannedResource> all;
    private final Evaluator evaluator;
    private final Positions positions;

    Dependencies(List<PlannedResource> all, Evaluator evaluator, Positions positions) {
        this.all = all;
        this.evaluator = evaluator;
        this.positions = positions;
    }

    PlannedResource resolved(PlannedResource resource) {
        Set<String> after = new LinkedHashSet<>(resource.after());
        for (JsonNode each : resource.source().path("dependsOn")) {
            String name = evaluator.evaluate(each, resource.locals()).asText();
            List<PlannedResource> found = named(name);
            if (found.isEmpty()) {
                throw new TemplateException("The resource '" + name + "' is not defined in the template. It is named in"
                        + " 'dependsOn' of the resource '" + resource.name() + "' " + positions.of(resource.pointer())
                        + ". Please see https://aka.ms/arm-syntax for usage details.");
            }
            found.forEach(f -> after.add(f.id()));
        }
        boolean inner = resource.isDeployment() && resource.source().toString().contains("\"inner\"");
        collect(inner ? resource.source().at("/properties/parameters") : resource.source(), resource, after);
        after.remove(resource.id());
        return new PlannedResource(
                resource.symbol(),
                resource.id(),
                resource.type(),
                resource.name(),
                resource.apiVersion(),
                resource.source(),
                resource.locals(),
                resource.wanted(),
                resource.existing(),
                resource.loop(),
                resource.pointer(),
                after);
    }

    private void collect(JsonNode value, PlannedResource resource, Set<String> after) {
        if (value.isContainerNode()) {
            value.forEach(each -> collect(each, resource, after));
        } else if (value.isTextual() && ExpressionParser.isExpression(value.textValue())) {
            ExpressionParser.parse(value.textValue()).calls(call -> {
                if (call.is("reference") && !call.arguments().isEmpty()) {
                    target(call.arguments().get(0), resource.locals()).forEach(found -> after.add(found.id()));
                }
            });
        }
    }

    /** Nothing, if what is referred to can't be told before the deployment runs. */
    private List<PlannedResource> target(Expression argument, Locals locals) {
        try {
            return named(evaluator.evaluate(argument, locals).asText());
        } catch (TemplateException | NotYet e) {
            return List.of();
        }
    }

    /** Those of this symbolic name, loop, id or name. */
    List<PlannedResource> named(String name) {
        return named(all, name);
    }

    static List<PlannedResource> named(List<PlannedResource> all, String name) {
        List<PlannedResource> found = new ArrayList<>();
        for (PlannedResource each : all) {
            String symbol = each.symbol().replaceAll("\\[\\d+\\]$", "");
            boolean bySymbol = !each.symbol().isEmpty() && (each.symbol().equals(name) || symbol.equals(name));
            boolean byLoop = !each.loop().isEmpty() && each.loop().equalsIgnoreCase(name);
            boolean byPath = each.id().toLowerCase(Locale.ROOT).endsWith("/providers/" + name.toLowerCase(Locale.ROOT));
            if (bySymbol
                    || byLoop
                    || byPath
                    || each.id().equalsIgnoreCase(name)
                    || each.name().equalsIgnoreCase(name)) {
                found.add(each);
            }
        }
        return found;
    }

    static void refuseCircles(List<PlannedResource> all) {
        Map<String, PlannedResource> byId = new HashMap<>();
        all.forEach(each -> byId.put(each.id(), each));
        Set<String> done = new HashSet<>();
        for (PlannedResource each : all) {
            visit(each, byId, done, new LinkedHashSet<>());
        }
    }

    private static void visit(
            PlannedResource resource, Map<String, PlannedResource> byId, Set<String> done, Set<String> path) {
        if (done.contains(resource.id())) {
            return;
        }
        if (!path.add(resource.id())) {
            throw new TemplateException("Circular dependency detected on resource: '" + resource.id()
                    + "'. Please see https://aka.ms/arm-syntax-resources for usage details.");
        }
        for (String id : resource.after()) {
            visit(byId.get(id), byId, done, path);
        }
        path.remove(resource.id());
        done.add(resource.id());
    }
}
