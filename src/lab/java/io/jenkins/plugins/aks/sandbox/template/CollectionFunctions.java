package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.Locale;
import java.util.TreeMap;

/** The functions for arrays and objects, and those that strings share with them. */
final class CollectionFunctions {
    private static final int MOST_RANGE = 10_000;

    private CollectionFunctions() {}

    static void add(Functions functions) {
        functions.add("concat", 1, Functions.ANY, CollectionFunctions::concat);
        functions.add("contains", 2, 2, a -> BooleanNode.valueOf(contains(a)));
        functions.add("empty", 1, 1, a -> BooleanNode.valueOf(Values.isNull(a.any(0)) || length(a) == 0));
        functions.add("length", 1, 1, a -> IntNode.valueOf(length(a)));
        functions.add("first", 1, 1, a -> element(a, 0));
        functions.add("last", 1, 1, a -> element(a, length(a) - 1));
        functions.add("take", 2, 2, a -> part(a, 0, a.number(1)));
        functions.add("skip", 2, 2, a -> part(a, a.number(1), Integer.MAX_VALUE));
        functions.add("indexOf", 2, 2, a -> IntNode.valueOf(indexOf(a, false)));
        functions.add("lastIndexOf", 2, 2, a -> IntNode.valueOf(indexOf(a, true)));
        functions.add(
                "array", 1, 1, a -> a.any(0).isArray() ? a.any(0) : Json.array().add(a.any(0)));
        functions.add("createArray", 0, Functions.ANY, a -> Json.array().addAll(a.values()));
        functions.add("createObject", 0, Functions.ANY, CollectionFunctions::createObject);
        functions.add("union", 1, Functions.ANY, CollectionFunctions::union);
        functions.add("shallowMerge", 1, 1, CollectionFunctions::shallowMerge);
        functions.add("intersection", 1, Functions.ANY, CollectionFunctions::intersection);
        functions.add("flatten", 1, 1, CollectionFunctions::flatten);
        functions.add("range", 2, 2, CollectionFunctions::range);
        functions.add("items", 1, 1, CollectionFunctions::items);
        functions.add("objectKeys", 1, 1, CollectionFunctions::keys);
        functions.add("tryGet", 2, Functions.ANY, CollectionFunctions::tryGet);
    }

    private static JsonNode concat(Arguments arguments) {
        if (arguments.any(0).isArray()) {
            ArrayNode all = Json.array();
            for (int i = 0; i < arguments.size(); i++) {
                all.addAll(arguments.array(i));
            }
            return all;
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode value : arguments.values()) {
            if (value.isContainerNode()) {
                throw arguments.invalid("All arguments must be strings, or all must be arrays.");
            }
            all.append(Values.text(value));
        }
        return TextNode.valueOf(all.toString());
    }

    private static boolean contains(Arguments arguments) {
        JsonNode in = arguments.any(0);
        if (in.isArray()) {
            return indexIn(in, arguments.any(1)) >= 0;
        }
        if (in.isObject()) {
            return Values.member(in, arguments.text(1)) != null;
        }
        return arguments.text(0).contains(arguments.text(1));
    }

    private static int indexIn(JsonNode array, JsonNode wanted) {
        for (int i = 0; i < array.size(); i++) {
            if (Values.same(array.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static int length(Arguments arguments) {
        JsonNode value = arguments.any(0);
        return value.isContainerNode() ? value.size() : arguments.text(0).length();
    }

    private static JsonNode element(Arguments arguments, int index) {
        boolean text = !arguments.any(0).isArray();
        if (index < 0 || index >= length(arguments)) {
            return text ? TextNode.valueOf("") : NullNode.instance;
        }
        return text
                ? TextNode.valueOf(arguments.text(0).substring(index, index + 1))
                : arguments.array(0).get(index);
    }

    private static JsonNode part(Arguments arguments, long from, long count) {
        int length = length(arguments);
        int start = (int) Math.max(0, Math.min(from, length));
        int end = (int) Math.max(start, Math.min(length, start + count));
        if (!arguments.any(0).isArray()) {
            return TextNode.valueOf(arguments.text(0).substring(start, end));
        }
        ArrayNode some = Json.array();
        for (int i = start; i < end; i++) {
            some.add(arguments.array(0).get(i));
        }
        return some;
    }

    private static int indexOf(Arguments arguments, boolean last) {
        if (arguments.any(0).isArray() && !last) {
            return indexIn(arguments.array(0), arguments.any(1));
        }
        String in = arguments.text(0).toLowerCase(Locale.ROOT);
        String what = arguments.text(1).toLowerCase(Locale.ROOT);
        return last ? in.lastIndexOf(what) : in.indexOf(what);
    }

    private static JsonNode createObject(Arguments arguments) {
        if (arguments.size() % 2 != 0) {
            throw arguments.invalid("The number of arguments must be even: names and values.");
        }
        ObjectNode object = Json.object();
        for (int i = 0; i < arguments.size(); i += 2) {
            object.set(arguments.text(i), arguments.any(i + 1));
        }
        return object;
    }

    private static JsonNode union(Arguments arguments) {
        if (arguments.any(0).isArray()) {
            ArrayNode all = Json.array();
            for (int i = 0; i < arguments.size(); i++) {
                for (JsonNode each : arguments.array(i)) {
                    if (indexIn(all, each) < 0) {
                        all.add(each);
                    }
                }
            }
            return all;
        }
        ObjectNode all = arguments.object(0).deepCopy();
        for (int i = 1; i < arguments.size(); i++) {
            merge(all, arguments.object(i));
        }
        return all;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            if (into.get(entry.getKey()) instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    private static JsonNode shallowMerge(Arguments arguments) {
        ObjectNode all = Json.object();
        arguments.array(0).forEach(each -> all.setAll((ObjectNode) each));
        return all;
    }

    private static JsonNode intersection(Arguments arguments) {
        ArrayNode common = arguments.array(0).deepCopy();
        for (int i = 1; i < arguments.size(); i++) {
            ArrayNode other = arguments.array(i);
            ArrayNode both = Json.array();
            common.forEach(each -> {
                if (indexIn(other, each) >= 0) {
                    both.add(each);
                }
            });
            common = both;
        }
        return common;
    }

    private static JsonNode flatten(Arguments arguments) {
        ArrayNode all = Json.array();
        arguments.array(0).forEach(each -> all.addAll((ArrayNode) each));
        return all;
    }

    private static JsonNode range(Arguments arguments) {
        long count = arguments.number(1);
        if (count < 0 || count > MOST_RANGE) {
            throw arguments.invalid("The count must be from 0 to 10000, but is '" + count + "'.");
        }
        ArrayNode numbers = Json.array();
        for (long i = 0; i < count; i++) {
            numbers.add(arguments.number(0) + i);
        }
        return numbers;
    }

    private static JsonNode items(Arguments arguments) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        arguments.object(0).properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
        ArrayNode items = Json.array();
        sorted.forEach((key, value) -> items.addObject().put("key", key).set("value", value));
        return items;
    }

    private static JsonNode keys(Arguments arguments) {
        ArrayNode keys = Json.array();
        arguments.object(0).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static JsonNode tryGet(Arguments arguments) {
        JsonNode value = arguments.any(0);
        for (int i = 1; i < arguments.size() && !Values.isNull(value); i++) {
            JsonNode key = arguments.any(i);
            value = key.isTextual() ? Values.member(value, key.textValue()) : value.get(key.intValue());
        }
        return Values.isNull(value) ? NullNode.instance : value;
    }
}
