package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The functions for strings. */
final class StringFunctions {
    private StringFunctions() {}

    static void add(Functions functions) {
        functions.add("toLower", 1, 1, a -> text(a.text(0).toLowerCase(Locale.ROOT)));
        functions.add("toUpper", 1, 1, a -> text(a.text(0).toUpperCase(Locale.ROOT)));
        functions.add("trim", 1, 1, a -> text(a.text(0).strip()));
        functions.add("replace", 3, 3, a -> text(replaced(a)));
        functions.add("substring", 1, 3, StringFunctions::substring);
        functions.add("startsWith", 2, 2, a -> BooleanNode.valueOf(lower(a, 0).startsWith(lower(a, 1))));
        functions.add("endsWith", 2, 2, a -> BooleanNode.valueOf(lower(a, 0).endsWith(lower(a, 1))));
        functions.add("padLeft", 2, 3, StringFunctions::padLeft);
        functions.add("split", 2, 2, StringFunctions::split);
        functions.add("join", 2, 2, StringFunctions::join);
        functions.add("format", 1, Functions.ANY, a -> text(Format.format(a)));
        functions.add("string", 1, 1, a -> text(Values.text(a.any(0))));
        functions.add("base64", 1, 1, a -> text(Base64.getEncoder().encodeToString(bytes(a.text(0)))));
        functions.add("base64ToString", 1, 1, a -> text(decoded(a)));
        functions.add("base64ToJson", 1, 1, a -> json(a, decoded(a)));
        functions.add("json", 1, 1, a -> json(a, a.text(0)));
        functions.add("uri", 2, 2, a -> text(uri(a)));
        functions.add("uriComponent", 1, 1, a -> text(component(a.text(0))));
        functions.add(
                "uriComponentToString",
                1,
                1,
                a -> text(URLDecoder.decode(a.text(0).replace("+", "%2B"), StandardCharsets.UTF_8)));
        functions.add("uniqueString", 1, Functions.ANY, a -> text(Names.uniqueString(texts(a))));
        functions.add("guid", 1, Functions.ANY, a -> text(Names.guid(texts(a))));
    }

    private static TextNode text(String value) {
        return TextNode.valueOf(value);
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String lower(Arguments arguments, int index) {
        return arguments.text(index).toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(Arguments arguments) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            texts.add(arguments.text(i));
        }
        return texts;
    }

    private static String replaced(Arguments arguments) {
        String old = arguments.text(1);
        return old.isEmpty() ? arguments.text(0) : arguments.text(0).replace(old, arguments.text(2));
    }

    private static JsonNode substring(Arguments arguments) {
        String value = arguments.text(0);
        long from = arguments.size() > 1 ? arguments.number(1) : 0;
        long length = arguments.size() > 2 ? arguments.number(2) : value.length() - from;
        if (from < 0 || length < 0 || from + length > value.length()) {
            throw arguments.invalid("The index and length parameters must refer to a location within the string. The"
                    + " index parameter: '" + from + "', the length parameter: '" + length
                    + "', the length of the string parameter: '" + value.length() + "'.");
        }
        return text(value.substring((int) from, (int) (from + length)));
    }

    private static JsonNode padLeft(Arguments arguments) {
        String value = Values.text(arguments.any(0));
        String pad = arguments.text(2, " ");
        long missing = arguments.number(1) - value.length();
        return text(missing <= 0 ? value : pad.repeat((int) missing) + value);
    }

    private static JsonNode split(Arguments arguments) {
        List<String> delimiters = new ArrayList<>();
        if (arguments.any(1).isArray()) {
            arguments.array(1).forEach(d -> delimiters.add(Pattern.quote(d.asText())));
        } else {
            delimiters.add(Pattern.quote(arguments.text(1)));
        }
        ArrayNode parts = Json.array();
        for (String part : arguments.text(0).split(String.join("|", delimiters), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode join(Arguments arguments) {
        List<String> parts = new ArrayList<>();
        arguments.array(0).forEach(part -> parts.add(Values.text(part)));
        return text(String.join(arguments.text(1), parts));
    }

    private static String decoded(Arguments arguments) {
        try {
            return new String(Base64.getDecoder().decode(arguments.text(0)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw arguments.invalid("The provided value is no base64 string.");
        }
    }

    private static JsonNode json(Arguments arguments, String text) {
        try {
            return Json.parse("{\"v\":" + text + "}").get("v");
        } catch (IllegalArgumentException e) {
            throw arguments.invalid("The provided value cannot be converted to JSON.");
        }
    }

    private static String uri(Arguments arguments) {
        try {
            return URI.create(arguments.text(0)).resolve(arguments.text(1)).toString();
        } catch (IllegalArgumentException e) {
            throw arguments.invalid("The provided value is no URI.");
        }
    }

    private static String component(String value) {
        Function<String, String> spaces = s -> s.replace("+", "%20").replace("*", "%2A");
        return spaces.apply(URLEncoder.encode(value, StandardCharsets.UTF_8)).replace("%7E", "~");
    }
}
