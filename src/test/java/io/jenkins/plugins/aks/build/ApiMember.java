package io.jenkins.plugins.aks.build;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member of a recorded class.
 *
 * @param key name and descriptor, as in {@code start()Z} or {@code number I}
 * @param modifiers public, protected, static, abstract, final: those that it has
 * @param throwing internal names of the checked exceptions
 */
record ApiMember(String key, Set<String> modifiers, Set<String> throwing) {
    private static final Pattern LINE = Pattern.compile(
            "  ((?:(?:public|protected|static|abstract|final) )*)(\\S+?(?:\\(\\S*| \\S+))(?: throws (\\S+))?");

    static ApiMember parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a member line of the record: '" + line + "'");
        }
        return new ApiMember(matcher.group(2), words(matcher.group(1), " "), words(matcher.group(3), ","));
    }

    boolean is(String modifier) {
        return modifiers.contains(modifier);
    }

    boolean isMethod() {
        return key.contains("(");
    }

    private static Set<String> words(String text, String separator) {
        return text == null || text.isBlank()
                ? Set.of()
                : new TreeSet<>(Arrays.asList(text.strip().split(separator)));
    }
}
