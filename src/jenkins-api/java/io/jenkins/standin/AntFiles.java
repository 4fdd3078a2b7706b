package io.jenkins.standin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files by Ant's patterns: {@code **} for any directories, {@code *} and {@code ?} inside a name, commas between. */
public final class AntFiles {
    private AntFiles() {}

    public static List<File> in(File directory, String includes) throws IOException {
        if (!directory.isDirectory()) {
            return List.of();
        }
        List<Pattern> patterns = Stream.of(includes.split("[,\\s]+"))
                .filter(pattern -> !pattern.isEmpty())
                .map(AntFiles::pattern)
                .toList();
        Path root = directory.toPath();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String path = root.relativize(file).toString().replace('\\', '/');
                        return patterns.stream()
                                .anyMatch(pattern -> pattern.matcher(path).matches());
                    })
                    .map(Path::toFile)
                    .toList();
        }
    }

    private static Pattern pattern(String ant) {
        String all = ant.endsWith("/") ? ant + "**" : ant;
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < all.length()) {
            if (all.startsWith("**/", at)) {
                regex.append("(.*/)?");
                at += 3;
            } else if (all.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else {
                char each = all.charAt(at++);
                regex.append(each == '*' ? "[^/]*" : each == '?' ? "[^/]" : Pattern.quote(String.valueOf(each)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
