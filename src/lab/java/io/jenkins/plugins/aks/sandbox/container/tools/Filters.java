package io.jenkins.plugins.aks.sandbox.container.tools;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Tools that read files or standard input, and {@code ls}. */
public final class Filters implements ContainerProgram {
    private static final Map<String, BiFunction<ExecCall, Input, ExecResult>> PROGRAMS = Map.of(
            "cat",
            (call, input) -> ExecResult.of(input.status(), input.text(), input.errors()),
            "head",
            (call, input) -> lines(input, true),
            "tail",
            (call, input) -> lines(input, false),
            "wc",
            Filters::wc,
            "sort",
            Filters::sort,
            "grep",
            Filters::grep,
            "tr",
            Filters::tr,
            "cut",
            Filters::cut,
            "sha256sum",
            (call, input) -> digest(call, input, "SHA-256"),
            "md5sum",
            (call, input) -> digest(call, input, "MD5"));

    @Override
    public boolean handles(String program) {
        return PROGRAMS.containsKey(program) || program.equals("ls");
    }

    @Override
    public ExecResult run(ExecCall call) {
        if (call.program().equals("ls")) {
            return ls(call);
        }
        if (call.program().equals("tail") && call.arguments().contains("-f")) {
            return ExecResult.ok("").withoutEnd();
        }
        return PROGRAMS.get(call.program()).apply(call, Input.of(call));
    }

    private static ExecResult digest(ExecCall call, Input input, String algorithm) {
        List<String> files =
                call.arguments().stream().filter(word -> !word.startsWith("-")).toList();
        if (files.size() > 1) {
            return ExecResult.failed(1, call.program() + ": the sandbox takes one file at most");
        }
        try {
            byte[] sum =
                    MessageDigest.getInstance(algorithm).digest(input.text().getBytes(StandardCharsets.UTF_8));
            String name = files.isEmpty() ? "-" : files.get(0);
            String line = HexFormat.of().formatHex(sum) + "  " + name + "\n";
            return ExecResult.of(input.status(), input.status() == 0 ? line : "", input.errors());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExecResult lines(Input input, boolean first) {
        List<String> lines = input.text().lines().toList();
        int wanted = Math.min(input.number("n", 10), lines.size());
        List<String> kept = first ? lines.subList(0, wanted) : lines.subList(lines.size() - wanted, lines.size());
        return ExecResult.of(input.status(), joined(kept), input.errors());
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static ExecResult wc(ExecCall call, Input input) {
        String text = input.text();
        long lines = text.chars().filter(c -> c == '\n').count();
        long words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
        String counts = input.has("l")
                ? "" + lines
                : input.has("w")
                        ? "" + words
                        : input.has("c") ? "" + text.length() : lines + " " + words + " " + text.length();
        return ExecResult.of(input.status(), counts + "\n", input.errors());
    }

    private static ExecResult sort(ExecCall call, Input input) {
        List<String> lines = new ArrayList<>(input.text().lines().sorted().toList());
        if (input.has("r")) {
            java.util.Collections.reverse(lines);
        }
        return ExecResult.of(
                input.status(),
                joined(input.has("u") ? lines.stream().distinct().toList() : lines),
                input.errors());
    }

    private static ExecResult grep(ExecCall call, Input input) {
        if (input.first().isEmpty()) {
            return ExecResult.failed(2, "grep: no pattern");
        }
        Pattern pattern;
        try {
            String text = input.has("F")
                    ? Pattern.quote(input.first().get())
                    : input.first().get();
            pattern = Pattern.compile(text, input.has("i") ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            return ExecResult.failed(2, "grep: bad pattern " + input.first().get());
        }
        List<String> found = input.text()
                .lines()
                .filter(line -> pattern.matcher(line).find() != input.has("v"))
                .toList();
        String out = input.has("q") ? "" : input.has("c") ? found.size() + "\n" : joined(found);
        int status = input.status() != 0 ? 2 : found.isEmpty() ? 1 : 0;
        return ExecResult.of(status, out, input.errors());
    }

    private static ExecResult tr(ExecCall call, Input input) {
        List<String> words = call.arguments();
        if (words.size() == 2 && words.get(0).equals("-d")) {
            String gone = words.get(1).replace("\\n", "\n");
            StringBuilder kept = new StringBuilder();
            call.stdin().get().chars().filter(c -> gone.indexOf(c) < 0).forEach(c -> kept.append((char) c));
            return ExecResult.ok(kept.toString());
        }
        if (words.size() == 2 && words.get(0).length() == 1 && words.get(1).length() == 1) {
            return ExecResult.ok(call.stdin().get().replace(words.get(0), words.get(1)));
        }
        return ExecResult.failed(1, "tr: the sandbox knows tr -d SET and tr A B only");
    }

    private static ExecResult cut(ExecCall call, Input input) {
        String delimiter = input.value("d").orElse("\t");
        int field = input.number("f", 0);
        if (field < 1) {
            return ExecResult.failed(1, "cut: the sandbox wants -d DELIMITER -f NUMBER");
        }
        List<String> cut = input.text()
                .lines()
                .map(line -> {
                    String[] parts = line.split(Pattern.quote(delimiter), -1);
                    return parts.length == 1 ? line : field <= parts.length ? parts[field - 1] : "";
                })
                .toList();
        return ExecResult.of(input.status(), joined(cut), input.errors());
    }

    private static ExecResult ls(ExecCall call) {
        PodFiles files = new PodFiles(call);
        List<String> paths =
                call.arguments().stream().filter(word -> !word.startsWith("-")).toList();
        StringBuilder out = new StringBuilder();
        for (String path : paths.isEmpty() ? List.of("/") : paths) {
            Optional<String> file = files.read(path);
            if (file.isEmpty() && !files.isDirectory(path)) {
                return ExecResult.failed(2, "ls: " + path + ": No such file or directory");
            }
            out.append(file.isPresent() ? path + "\n" : joined(List.copyOf(files.list(path))));
        }
        return ExecResult.ok(out.toString());
    }
}
