package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * ResourceQuotas: what they count is counted when an object is created, and one that would exceed it is refused. Numbers of
 * objects, and what pods request and limit of CPU and memory; what else a quota names counts as unused.
 */
final class ResourceQuotas {
    private static final ResourceType QUOTAS = BuiltInTypes.kind("ResourceQuota");
    private static final Map<String, Integer> UNITS = Map.of("k", 3, "M", 6, "G", 9, "T", 12, "m", -3);
    private static final List<String> BINARY = List.of("Ki", "Mi", "Gi", "Ti");

    private final ObjectStore objects;

    ResourceQuotas(ObjectStore objects) {
        this.objects = objects;
    }

    /** @throws ApiError 403 */
    void check(ResourceType type, JsonNode object) {
        for (ObjectNode quota : objects.list(QUOTAS, Meta.namespace(object))) {
            List<String> requested = new ArrayList<>();
            List<String> used = new ArrayList<>();
            List<String> limited = new ArrayList<>();
            Iterator<Map.Entry<String, JsonNode>> hard =
                    Json.at(quota, "spec", "hard").fields();
            while (hard.hasNext()) {
                Map.Entry<String, JsonNode> entry = hard.next();
                String name = entry.getKey();
                BigDecimal more = of(name, type, object);
                BigDecimal now = used(name, Meta.namespace(object));
                boolean exceeds =
                        now.add(more).compareTo(quantity(entry.getValue().asText())) > 0;
                if (more.signum() > 0 && exceeds) {
                    requested.add(name + "=" + text(more));
                    used.add(name + "=" + text(now));
                    limited.add(name + "=" + entry.getValue().asText());
                }
            }
            if (!requested.isEmpty()) {
                throw ApiError.forbidden(
                        type,
                        Meta.name(object),
                        "exceeded quota: " + Meta.name(quota) + ", requested: " + String.join(",", requested)
                                + ", used: " + String.join(",", used) + ", limited: " + String.join(",", limited));
            }
        }
    }

    /** What is used of all that the quota names, as its status shows it. */
    ObjectNode status(JsonNode quota) {
        ObjectNode status = Json.object();
        status.set("hard", Json.at(quota, "spec", "hard").deepCopy());
        ObjectNode used = status.putObject("used");
        Json.at(quota, "spec", "hard")
                .fieldNames()
                .forEachRemaining(name -> used.put(name, text(used(name, Meta.namespace(quota)))));
        return status;
    }

    private BigDecimal used(String name, String namespace) {
        BigDecimal sum = BigDecimal.ZERO;
        for (ResourceType type : BuiltInTypes.ALL) {
            if (type.namespaced() && counts(name, type)) {
                for (ObjectNode object : objects.list(type, namespace)) {
                    boolean over = type.kind().equals("Pod") && Pods.ended(object);
                    sum = over ? sum : sum.add(of(name, type, object));
                }
            }
        }
        return sum;
    }

    private static boolean counts(String name, ResourceType type) {
        boolean ofPods =
                name.equals("cpu") || name.equals("memory") || name.matches("(requests|limits)\\.(cpu|memory)");
        return ofPods
                ? type.kind().equals("Pod")
                : name.equals(type.plural()) || name.equals("count/" + type.qualified());
    }

    private static BigDecimal of(String name, ResourceType type, JsonNode object) {
        if (!counts(name, type)) {
            return BigDecimal.ZERO;
        }
        if (!name.endsWith("cpu") && !name.endsWith("memory")) {
            return BigDecimal.ONE;
        }
        String resource = name.substring(name.lastIndexOf('.') + 1);
        String kind = name.startsWith("limits.") ? "limits" : "requests";
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode container : Pods.lasting(object)) {
            sum = sum.add(
                    quantity(Json.at(container, "resources", kind, resource).asText("0")));
        }
        return sum;
    }

    private static BigDecimal quantity(String text) {
        for (String unit : BINARY) {
            if (text.endsWith(unit)) {
                BigDecimal factor = BigDecimal.valueOf(1024).pow(BINARY.indexOf(unit) + 1);
                return new BigDecimal(text.substring(0, text.length() - 2)).multiply(factor);
            }
        }
        String last = text.isEmpty() ? "" : text.substring(text.length() - 1);
        return UNITS.containsKey(last)
                ? new BigDecimal(text.substring(0, text.length() - 1)).scaleByPowerOfTen(UNITS.get(last))
                : new BigDecimal(text.isEmpty() ? "0" : text);
    }

    private static String text(BigDecimal quantity) {
        BigDecimal plain = quantity.stripTrailingZeros();
        return plain.scale() > 0 ? plain.scaleByPowerOfTen(3).toPlainString() + "m" : plain.toPlainString();
    }
}
