package io.jenkins.plugins.aks.supplychain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a {@code .dockerignore} file keeps out of a build's context. A pattern that matches a folder keeps out all that is in
 * it; the last pattern that matches counts, and one with {@code !} lets in again. The Dockerfile itself always goes along.
 */
final class DockerIgnore {
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> always;

    private record Rule(Pattern pattern, boolean excludes) {}

    /**
     * @param text of the file; empty for none
     * @param dockerfile path in the context
     */
    DockerIgnore(String text, String dockerfile) {
        this.always = Set.of(dockerfile, ".dockerignore");
        for (String line : text.replaceFirst("^\uFEFF", "").split("\r?\n")) {
            String pattern = line.strip();
            if (!pattern.isEmpty() && !pattern.startsWith("#")) {
                add(pattern);
            }
        }
    }

    private void add(String given) {
        boolean excludes = !given.startsWith("!");
        String pattern = (excludes ? given : given.substring(1).strip())
                .replaceAll("/{2,}", "/")
                .replaceAll("^(\\./|/)+", "")
                .replaceAll("/+$", "");
        if (!pattern.isEmpty()) {
            rules.add(new Rule(Pattern.compile(regex(pattern)), excludes));
        }
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && pattern.indexOf(']', i) > i + 1) {
                int end = pattern.indexOf(']', i);
                regex.append(characters(pattern.substring(i, end + 1)));
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    private static String characters(String range) {
        try {
            return Pattern.compile(range).pattern();
        } catch (PatternSyntaxException e) {
            return Pattern.quote(range);
        }
    }

    /** @param path in the context, with slashes, none at its begin */
    boolean excludes(String path) {
        if (always.contains(path)) {
            return false;
        }
        boolean excluded = false;
        for (Rule rule : rules) {
            if (rule.excludes() != excluded && matches(rule.pattern(), path)) {
                excluded = rule.excludes();
            }
        }
        return excluded;
    }

    private static boolean matches(Pattern pattern, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (pattern.matcher(path.substring(0, slash)).matches()) {
                return true;
            }
        }
        return pattern.matcher(path).matches();
    }
}
