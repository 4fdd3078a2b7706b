package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lists what a template makes: loops unrolled, children lifted, names and conditions evaluated. */
public final class Planner {
    private static final Set<String> MEMBERS = Set.of(
            "type",
            "apiVersion",
            "name",
            "location",
            "tags",
            "sku",
            "kind",
            "plan",
            "identity",
            "properties",
            "dependsOn",
            "condition",
            "copy",
            "comments",
            "scope",
            "resources",
            "zones",
            "resourceGroup",
            "subscriptionId",
            "managedBy",
            "extendedLocation",
            "existing",
            "metadata");

    private final Template template;
    private final Evaluator evaluator;
    private final Place place;
    private final String at;
    private final Positions positions;
    private final List<PlannedResource> planned = new ArrayList<>();

    /** @param at the JSON pointer of the template in the text that {@code positions} is of */
    public Planner(Template template, Evaluator evaluator, Place place, String at, Positions positions) {
        this.template = template;
        this.evaluator = evaluator;
        this.place = place;
        this.at = at;
        this.positions = positions;
    }

    /** @throws TemplateException naming the resource and its place in the text */
    public List<PlannedResource> plan() {
        String pointer = at + "/resources";
        if (template.resources() instanceof ObjectNode symbolic) {
            symbolic.properties().forEach(e -> add(e.getKey(), e.getValue(), "", "", pointer + "/" + e.getKey()));
        } else {
            int i = 0;
            for (JsonNode each : template.resources()) {
                add("", each, "", "", pointer + "/" + i++);
            }
        }
        refuseDuplicates();
        Dependencies dependencies = new Dependencies(planned, evaluator, positions);
        List<PlannedResource> result =
                planned.stream().map(dependencies::resolved).toList();
        Dependencies.refuseCircles(result);
        return result;
    }

    private void add(String symbol, JsonNode json, String parentType, String parentName, String pointer) {
        if (!(json instanceof ObjectNode resource)) {
            throw new TemplateException("A resource must be a JSON object. Path '" + pointer + "'.");
        }
        checkMembers(resource, pointer);
        if (!(resource.get("copy") instanceof ObjectNode copy)) {
            add(symbol, resource, parentType, parentName, Locals.NONE, "", pointer, Set.of());
            return;
        }
        CopyLoop loop = CopyLoop.of(copy, evaluator);
        int first = planned.size();
        for (int i = 0; i < loop.count(); i++) {
            Locals locals = Locals.NONE.withCopy("", i).withCopy(loop.name(), i);
            Set<String> earlier = new LinkedHashSet<>();
            int before = loop.batch() == 0 ? 0 : i - i % loop.batch();
            planned.subList(first, first + before).forEach(p -> earlier.add(p.id()));
            String name = symbol.isEmpty() ? "" : symbol + "[" + i + "]";
            add(name, resource, parentType, parentName, locals, loop.name(), pointer, earlier);
        }
    }

    private void add(
            String symbol,
            ObjectNode resource,
            String parentType,
            String parentName,
            Locals locals,
            String loop,
            String pointer,
            Set<String> earlier) {
        String type = (parentType.isEmpty() ? "" : parentType + "/")
                + resource.path("type").asText();
        String name = (parentName.isEmpty() ? "" : parentName + "/") + text(resource, "name", locals, pointer);
        String id = ResourceIds.of(scope(resource, locals, pointer), type, name);
        if (id == null) {
            throw new TemplateException("The template resource '" + name + "' for type '" + type + "' "
                    + positions.of(pointer + "/type")
                    + " has incorrect segment lengths. A nested resource type must have identical number of segments as"
                    + " its resource name. A root resource type must have segment length one greater than its resource"
                    + " name. Please see https://aka.ms/arm-syntax-resources for usage details.");
        }
        boolean wanted = !resource.has("condition") || condition(resource, locals, pointer);
        planned.add(new PlannedResource(
                symbol,
                id,
                type,
                name,
                text(resource, "apiVersion", locals, pointer),
                resource,
                locals,
                wanted,
                resource.path("existing").asBoolean(),
                loop,
                pointer,
                earlier));
        int i = 0;
        for (JsonNode child : resource.path("resources")) {
            add("", child, type, name, pointer + "/resources/" + i++);
        }
    }

    private void checkMembers(ObjectNode resource, String pointer) {
        for (Map.Entry<String, JsonNode> member : resource.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new TemplateException("Could not find member '" + member.getKey()
                        + "' on object of type 'TemplateResource'. Path '" + pointer.substring(at.length() + 1) + "', "
                        + positions.of(pointer + "/" + member.getKey()) + ".");
            }
        }
        for (String needed : List.of("type", "name", "apiVersion")) {
            if (!resource.path(needed).isTextual()) {
                throw new TemplateException("Required property '" + needed + "' not found in JSON. Path '"
                        + pointer.substring(at.length() + 1) + "', " + positions.of(pointer) + ".");
            }
        }
    }

    private String scope(ObjectNode resource, Locals locals, String pointer) {
        if (resource.has("scope")) {
            String scope = text(resource, "scope", locals, pointer);
            return scope.startsWith("/") ? scope : place.groupId() + "/providers/" + scope;
        }
        if (!resource.has("resourceGroup") && !resource.has("subscriptionId")) {
            return place.groupId();
        }
        String subscription = resource.has("subscriptionId")
                ? text(resource, "subscriptionId", locals, pointer)
                : place.subscriptionId();
        String group = resource.has("resourceGroup")
                ? "/resourceGroups/" + text(resource, "resourceGroup", locals, pointer)
                : "";
        return "/subscriptions/" + subscription + group;
    }

    private boolean condition(ObjectNode resource, Locals locals, String pointer) {
        JsonNode value = evaluated(resource, "condition", locals, pointer);
        if (!value.isBoolean()) {
            throw new TemplateException("The condition of the resource " + positions.of(pointer)
                    + " must be of type 'Boolean', but is of type '" + Values.typeOf(value)
                    + "'. Please see https://aka.ms/arm-conditional-deployment for usage details.");
        }
        return value.booleanValue();
    }

    private String text(ObjectNode resource, String member, Locals locals, String pointer) {
        JsonNode value = evaluated(resource, member, locals, pointer);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new TemplateException("The property '" + member + "' of the resource " + positions.of(pointer)
                    + " must be of type 'String' and not empty, but is of type '" + Values.typeOf(value) + "'.");
        }
        return value.textValue();
    }

    private JsonNode evaluated(ObjectNode resource, String member, Locals locals, String pointer) {
        try {
            return evaluator.evaluate(resource.path(member), locals);
        } catch (TemplateException e) {
            throw new TemplateException(
                    "The template resource '" + resource.path("name").asText() + "' "
                            + positions.of(pointer + "/" + member) + " is not valid: " + e.getMessage());
        }
    }

    private void refuseDuplicates() {
        Set<String> ids = new HashSet<>();
        for (PlannedResource each : planned) {
            if (each.wanted() && !each.existing() && !ids.add(each.id().toLowerCase(Locale.ROOT))) {
                throw new TemplateException("The resource '" + each.id() + "' " + positions.of(each.pointer())
                        + " is defined multiple times in a template. Please see"
                        + " https://aka.ms/arm-syntax-resources for usage details.");
            }
        }
    }
}
