package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The functions that depend on where and when a template is deployed. */
final class PlaceFunctions {
    private PlaceFunctions() {}

    static void add(Functions functions, Place place) {
        functions.add("resourceGroup", 0, 0, a -> place.group().deepCopy());
        functions.add("subscription", 0, 0, a -> place.subscription().deepCopy());
        functions.add("deployment", 0, 0, a -> place.deployment().deepCopy());
        functions.add("deployer", 0, 0, a -> place.deployer().deepCopy());
        functions.add("environment", 0, 0, a -> place.environment().deepCopy());
        functions.add("tenant", 0, 0, a -> tenant(place));
        functions.add("resourceId", 2, Functions.ANY, a -> text(ResourceIds.resourceId(a, place)));
        functions.add(
                "subscriptionResourceId", 2, Functions.ANY, a -> text(ResourceIds.subscriptionResourceId(a, place)));
        functions.add("tenantResourceId", 2, Functions.ANY, a -> text(ResourceIds.tenantResourceId(a)));
        functions.add("extensionResourceId", 3, Functions.ANY, a -> text(ResourceIds.extensionResourceId(a)));
        functions.add("copyIndex", 0, 2, PlaceFunctions::copyIndex);
        functions.add("lambdaVariables", 1, 1, PlaceFunctions::lambdaVariable);
        functions.add("newGuid", 0, 0, a -> onlyInDefaults(a, UUID.randomUUID().toString()));
        functions.add("utcNow", 0, 1, a -> onlyInDefaults(a, now(a)));
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static ObjectNode tenant(Place place) {
        String id = place.subscription().path("tenantId").asText();
        return Json.object().put("id", "/tenants/" + id).put("tenantId", id);
    }

    private static JsonNode copyIndex(Arguments arguments) {
        boolean named = arguments.size() > 0 && arguments.any(0).isTextual();
        String loop = named ? arguments.text(0).toLowerCase(java.util.Locale.ROOT) : "";
        Integer index = arguments.locals().copies().get(loop);
        if (index == null) {
            throw new TemplateException(
                    "The template function 'copyIndex' is not expected at this location. The function"
                            + " can only be used in a resource with copy specified, or with the name of a loop around it. Please"
                            + " see https://aka.ms/arm-copy for usage details.");
        }
        int offsetAt = named ? 1 : 0;
        long offset = offsetAt < arguments.size() ? arguments.number(offsetAt) : 0;
        return LongNode.valueOf(index + offset);
    }

    private static JsonNode lambdaVariable(Arguments arguments) {
        JsonNode value = arguments.locals().lambdas().get(arguments.text(0));
        if (value == null) {
            throw arguments.invalid("The lambda variable '" + arguments.text(0) + "' is not defined here.");
        }
        return value;
    }

    private static JsonNode onlyInDefaults(Arguments arguments, String value) {
        if (!arguments.locals().defaults()) {
            throw new TemplateException("The template function '" + arguments.function()
                    + "' is not expected at this location. The function can only be used in the default value of a"
                    + " parameter. Please see https://aka.ms/arm-functions for usage details.");
        }
        return text(value);
    }

    private static String now(Arguments arguments) {
        String pattern = arguments
                .text(0, "yyyyMMddTHHmmssZ")
                .replace("fff", "SSS")
                .replaceAll("([TZ])", "'$1'")
                .replaceAll("'+", "'");
        try {
            return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(Instant.now());
        } catch (IllegalArgumentException e) {
            throw arguments.invalid("The date format '" + arguments.text(0) + "' is not supported by this sandbox.");
        }
    }
}
