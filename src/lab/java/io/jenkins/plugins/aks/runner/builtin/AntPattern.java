package io.jenkins.plugins.aks.runner.builtin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ant's file patterns, comma-separated, as Jenkins takes them. */
final class AntPattern {

    private final List<Pattern> patterns;

    AntPattern(String patterns) {
        this.patterns = Arrays.stream(patterns.split("[,\\s]+"))
                .filter(p -> !p.isEmpty())
                .map(AntPattern::regex)
                .toList();
    }

    private static Pattern regex(String pattern) {
        String all = pattern.endsWith("/") ? pattern + "**" : pattern;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < all.length(); i++) {
            if (all.startsWith("**/", i)) {
                regex.append("(.*/)?");
                i += 2;
            } else if (all.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (all.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (all.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(all.charAt(i))));
            }
        }
        return Pattern.compile(regex.toString());
    }

    boolean matches(String path) {
        return patterns.stream().anyMatch(p -> p.matcher(path).matches());
    }

    /** The matching files, relative to the directory, in order of their names. */
    List<Path> in(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .filter(p -> matches(p.toString().replace('\\', '/')))
                    .sorted()
                    .toList();
        }
    }
}
