package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The function {@code format}: composite format strings as .NET has them, with the formats for numbers. */
final class Format {
    private static final Pattern ITEM =
            Pattern.compile("\\{\\{|\\}\\}|\\{(\\d+)(?:,(-?\\d+))?(?::([A-Za-z])(\\d*))?\\}|[{}]");

    private Format() {}

    static String format(Arguments arguments) {
        Matcher items = ITEM.matcher(arguments.text(0));
        StringBuilder result = new StringBuilder();
        while (items.find()) {
            items.appendReplacement(result, Matcher.quoteReplacement(item(arguments, items)));
        }
        return items.appendTail(result).toString();
    }

    private static String item(Arguments arguments, Matcher item) {
        String found = item.group();
        if (found.equals("{{") || found.equals("}}")) {
            return found.substring(1);
        }
        if (item.group(1) == null) {
            throw arguments.invalid("The format string has a brace that opens or closes nothing.");
        }
        int index = Integer.parseInt(item.group(1)) + 1;
        if (index >= arguments.size()) {
            throw arguments.invalid("The format string names argument '" + (index - 1) + "', which is not provided.");
        }
        String text = value(arguments, arguments.any(index), item.group(3), item.group(4));
        return item.group(2) == null
                ? text
                : String.format(Locale.ROOT, "%" + Integer.parseInt(item.group(2)) + "s", text);
    }

    private static String value(Arguments arguments, JsonNode value, String kind, String digits) {
        if (kind == null || !value.isNumber()) {
            return Values.text(value);
        }
        int width = digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return switch (kind) {
            case "D", "d" -> String.format(Locale.ROOT, width == 0 ? "%d" : "%0" + width + "d", value.longValue());
            case "X" -> String.format(Locale.ROOT, width == 0 ? "%X" : "%0" + width + "X", value.longValue());
            case "x" -> String.format(Locale.ROOT, width == 0 ? "%x" : "%0" + width + "x", value.longValue());
            case "N", "n" -> String.format(
                    Locale.ROOT, "%,." + (digits.isEmpty() ? 2 : width) + "f", value.doubleValue());
            case "F", "f" -> String.format(
                    Locale.ROOT, "%." + (digits.isEmpty() ? 2 : width) + "f", value.doubleValue());
            default -> throw arguments.invalid("The format '" + kind + digits + "' is not supported by this sandbox.");
        };
    }
}
