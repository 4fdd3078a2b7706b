package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The functions of the template language by name, which counts in any case. */
final class Functions {
    static final int ANY = Integer.MAX_VALUE;

    /** Those that the service has and the sandbox has not. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "providers",
            "pickzones",
            "managementgroup",
            "managementgroupresourceid",
            "datauri",
            "datauritostring",
            "datetimeadd",
            "datetimefromepoch",
            "datetimetoepoch",
            "parsecidr",
            "cidrsubnet",
            "cidrhost",
            "groupby",
            "mapvalues",
            "deployments",
            "references",
            "externalinput",
            "loadtextcontent",
            "buildurl",
            "parseuri",
            "fail",
            "securestring");

    private record Entry(int least, int most, Function<Arguments, JsonNode> body) {}

    private final Map<String, Entry> entries = new HashMap<>();

    Functions() {
        StringFunctions.add(this);
        ValueFunctions.add(this);
        CollectionFunctions.add(this);
    }

    void add(String name, int least, int most, Function<Arguments, JsonNode> body) {
        entries.put(name.toLowerCase(Locale.ROOT), new Entry(least, most, body));
    }

    JsonNode call(Arguments arguments) {
        String name = arguments.function().toLowerCase(Locale.ROOT);
        Entry entry = entries.get(name);
        if (entry == null) {
            throw unknown(arguments.function(), name);
        }
        checkCount(arguments.function(), arguments.size(), entry.least(), entry.most());
        return entry.body().apply(arguments);
    }

    private static TemplateException unknown(String function, String name) {
        if (UNSUPPORTED.contains(name) || name.startsWith("list")) {
            return new TemplateException("The template function '" + function + "' is not supported by this sandbox.");
        }
        return new TemplateException("The template function '" + function
                + "' is not valid. Please see https://aka.ms/arm-functions for usage details.");
    }

    static void checkCount(String function, int given, int least, int most) {
        if (given >= least && given <= most) {
            return;
        }
        String wanted = least == most
                ? "exactly '" + least + "' argument(s)"
                : most == ANY ? "at least '" + least + "' argument(s)" : "'" + least + "' to '" + most + "' arguments";
        throw new TemplateException("Unable to evaluate template language function '" + function
                + "': function requires " + wanted + " while '" + given + "' were provided. Please see"
                + " https://aka.ms/arm-functions#" + function.toLowerCase(Locale.ROOT) + " for usage details.");
    }
}
