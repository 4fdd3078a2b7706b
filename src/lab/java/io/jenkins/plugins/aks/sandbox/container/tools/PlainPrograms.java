package io.jenkins.plugins.aks.sandbox.container.tools;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The basic tools that neither read files nor filter. */
public final class PlainPrograms implements ContainerProgram {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Map<String, Function<ExecCall, ExecResult>> PROGRAMS = Map.ofEntries(
            Map.entry("echo", PlainPrograms::echo),
            Map.entry("printf", PlainPrograms::printf),
            Map.entry("true", call -> ExecResult.ok("")),
            Map.entry("false", call -> ExecResult.of(1, "", "")),
            Map.entry("sleep", PlainPrograms::sleep),
            Map.entry("env", PlainPrograms::env),
            Map.entry("printenv", PlainPrograms::printenv),
            Map.entry("hostname", call -> ExecResult.ok(hostname(call) + "\n")),
            Map.entry("date", PlainPrograms::date),
            Map.entry("id", call -> ExecResult.ok("uid=0(root) gid=0(root) groups=0(root)\n")),
            Map.entry("whoami", call -> ExecResult.ok("root\n")),
            Map.entry("pwd", call -> ExecResult.ok("/\n")),
            Map.entry("uname", PlainPrograms::uname),
            Map.entry("seq", PlainPrograms::seq),
            Map.entry("timeout", Timeout::run),
            Map.entry("test", call -> Conditions.test(call, call.arguments())),
            Map.entry("[", Conditions::bracket));

    @Override
    public boolean handles(String program) {
        return PROGRAMS.containsKey(program);
    }

    @Override
    public ExecResult run(ExecCall call) {
        return PROGRAMS.get(call.program()).apply(call);
    }

    private static ExecResult echo(ExecCall call) {
        List<String> words = call.arguments();
        boolean line = true;
        boolean escapes = false;
        while (!words.isEmpty() && words.get(0).matches("-[neE]+")) {
            line &= !words.get(0).contains("n");
            escapes |= words.get(0).contains("e");
            words = words.subList(1, words.size());
        }
        String text = String.join(" ", words);
        return ExecResult.ok((escapes ? unescape(text) : text) + (line ? "\n" : ""));
    }

    private static ExecResult printf(ExecCall call) {
        List<String> words = call.arguments();
        if (words.isEmpty()) {
            return ExecResult.failed(2, "printf: usage: printf format [arguments]");
        }
        String text = unescape(words.get(0));
        for (String word : words.subList(1, words.size())) {
            text = text.replaceFirst("%[sd]", java.util.regex.Matcher.quoteReplacement(word));
        }
        return ExecResult.ok(text.replaceAll("%[sd]", "").replace("%%", "%"));
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    }

    private static ExecResult sleep(ExecCall call) {
        Duration total = Duration.ZERO;
        for (String word : call.arguments()) {
            if (word.equals("infinity") || word.equals("inf")) {
                return ExecResult.ok("").withoutEnd();
            }
            if (!word.matches("\\d{1,9}(\\.\\d{1,3})?[smhd]?")) {
                return ExecResult.failed(1, "sleep: invalid number '" + word + "'");
            }
            double number = Double.parseDouble(word.replaceAll("[smhd]", ""));
            int unit = word.endsWith("m") ? 60 : word.endsWith("h") ? 3600 : word.endsWith("d") ? 86400 : 1;
            total = total.plusMillis(Math.round(number * unit * 1000));
        }
        return call.arguments().isEmpty()
                ? ExecResult.failed(1, "sleep: missing operand")
                : ExecResult.ok("").after(total);
    }

    private static ExecResult env(ExecCall call) {
        if (!call.arguments().isEmpty()) {
            return ExecResult.failed(2, "env: the sandbox only lists variables");
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(call.environment())
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        return ExecResult.ok(text.toString());
    }

    private static ExecResult printenv(ExecCall call) {
        if (call.arguments().isEmpty()) {
            return env(call);
        }
        StringBuilder text = new StringBuilder();
        boolean missing = false;
        for (String name : call.arguments()) {
            String value = call.environment().get(name);
            missing |= value == null;
            text.append(value == null ? "" : value + "\n");
        }
        return ExecResult.of(missing ? 1 : 0, text.toString(), "");
    }

    private static String hostname(ExecCall call) {
        boolean host = call.pod().at("/spec/hostNetwork").asBoolean();
        return host
                ? call.pod().at("/spec/nodeName").asText()
                : call.pod()
                        .at("/spec/hostname")
                        .asText(call.pod().at("/metadata/name").asText());
    }

    private static ExecResult date(ExecCall call) {
        for (String word : call.arguments()) {
            if (word.startsWith("+")) {
                return ExecResult.ok(
                        Dates.format(word.substring(1), call.cluster().now()) + "\n");
            }
            if (!word.equals("-u")) {
                return ExecResult.failed(1, "date: the sandbox knows -u and +FORMAT only: " + word);
            }
        }
        return ExecResult.ok(DATE.format(call.cluster().now()) + "\n");
    }

    private static ExecResult uname(ExecCall call) {
        return ExecResult.ok(
                call.arguments().contains("-a")
                        ? "Linux " + hostname(call) + " 5.15.0-azure x86_64 GNU/Linux\n"
                        : "Linux\n");
    }

    private static ExecResult seq(ExecCall call) {
        List<String> words = call.arguments();
        boolean numbers = !words.isEmpty() && words.stream().allMatch(word -> word.matches("-?\\d{1,6}"));
        if (!numbers || words.size() > 2) {
            return ExecResult.failed(1, "seq: the sandbox wants one or two whole numbers");
        }
        int first = words.size() == 2 ? Integer.parseInt(words.get(0)) : 1;
        int last = Integer.parseInt(words.get(words.size() - 1));
        StringBuilder text = new StringBuilder();
        for (int i = first; i <= last; i++) {
            text.append(i).append('\n');
        }
        return ExecResult.ok(text.toString());
    }
}
