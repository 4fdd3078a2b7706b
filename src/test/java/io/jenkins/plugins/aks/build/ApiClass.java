package io.jenkins.plugins.aks.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded class.
 *
 * @param name internal name
 * @param isInterface whether it is an interface or annotation
 * @param modifiers public, abstract, final: those that it has
 * @param parents superclass, if it has another than Object, and interfaces
 * @param members its public and protected members by name and descriptor
 */
record ApiClass(
        String name, boolean isInterface, Set<String> modifiers, List<String> parents, Map<String, ApiMember> members) {
    private static final Pattern LINE =
            Pattern.compile("(class|interface) ((?:\\w+ )*)(\\S+)(?: extends (\\S+))?(?: implements (\\S+))?");

    static ApiClass parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a class line of the record: '" + line + "'");
        }
        List<String> parents = new ArrayList<>();
        if (matcher.group(4) != null) {
            parents.add(matcher.group(4));
        }
        if (matcher.group(5) != null) {
            parents.addAll(List.of(matcher.group(5).split(",")));
        }
        return new ApiClass(
                matcher.group(3),
                matcher.group(1).equals("interface"),
                Set.of(matcher.group(2).strip().split(" ")),
                parents,
                new LinkedHashMap<>());
    }
}
