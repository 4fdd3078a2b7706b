package io.jenkins.plugins.aks.sandbox.container.tools;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.util.List;

/** {@code test} and {@code [}. */
final class Conditions {
    private Conditions() {}

    static ExecResult bracket(ExecCall call) {
        List<String> words = call.arguments();
        if (words.isEmpty() || !words.get(words.size() - 1).equals("]")) {
            return ExecResult.failed(2, "[: missing ]");
        }
        return test(call, words.subList(0, words.size() - 1));
    }

    static ExecResult test(ExecCall call, List<String> words) {
        if (!words.isEmpty() && words.get(0).equals("!")) {
            ExecResult other = test(call, words.subList(1, words.size()));
            return other.exitCode() > 1 ? other : ExecResult.of(1 - other.exitCode(), "", "");
        }
        return switch (words.size()) {
            case 0 -> answer(false);
            case 1 -> answer(!words.get(0).isEmpty());
            case 2 -> unary(call, words.get(0), words.get(1));
            case 3 -> binary(words.get(0), words.get(1), words.get(2));
            default -> ExecResult.failed(2, "test: too many arguments");
        };
    }

    private static ExecResult unary(ExecCall call, String operator, String value) {
        PodFiles files = new PodFiles(call);
        return switch (operator) {
            case "-n" -> answer(!value.isEmpty());
            case "-z" -> answer(value.isEmpty());
            case "-e" -> answer(files.read(value).isPresent() || files.isDirectory(value));
            case "-f", "-s", "-r" -> answer(files.read(value).isPresent());
            case "-d" -> answer(files.isDirectory(value));
            default -> ExecResult.failed(2, "test: unknown operand " + operator);
        };
    }

    private static ExecResult binary(String left, String operator, String right) {
        switch (operator) {
            case "=", "==":
                return answer(left.equals(right));
            case "!=":
                return answer(!left.equals(right));
            default:
        }
        if (!left.matches("-?\\d{1,9}") || !right.matches("-?\\d{1,9}")) {
            return ExecResult.failed(2, "test: bad number");
        }
        int order = Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
        return switch (operator) {
            case "-eq" -> answer(order == 0);
            case "-ne" -> answer(order != 0);
            case "-lt" -> answer(order < 0);
            case "-le" -> answer(order <= 0);
            case "-gt" -> answer(order > 0);
            case "-ge" -> answer(order >= 0);
            default -> ExecResult.failed(2, "test: unknown operand " + operator);
        };
    }

    private static ExecResult answer(boolean holds) {
        return ExecResult.of(holds ? 0 : 1, "", "");
    }
}
