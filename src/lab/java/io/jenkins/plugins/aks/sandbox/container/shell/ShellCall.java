package io.jenkins.plugins.aks.sandbox.container.shell;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How a shell was called.
 *
 * @param script empty where it is to come on standard input
 * @param positional {@code $0} and the script's own arguments
 * @param wrong why the call is none; empty where it is one
 */
record ShellCall(boolean shell, String script, List<String> positional, boolean errexit, String wrong) {
    static final Set<String> NAMES = Set.of("sh", "bash", "ash");

    static ShellCall of(ExecCall call) {
        String name = call.program();
        boolean shell = NAMES.contains(name);
        boolean command = false;
        boolean errexit = false;
        List<String> rest = new ArrayList<>(call.arguments());
        while (!rest.isEmpty() && rest.get(0).matches("-[ceuxl]+|-o|pipefail")) {
            String option = rest.remove(0);
            command |= option.startsWith("-") && option.contains("c");
            errexit |= option.startsWith("-") && option.contains("e");
        }
        String wrong = "";
        if (command && rest.isEmpty()) {
            wrong = "-c requires an argument";
        } else if (!command && !rest.isEmpty()) {
            wrong = "can't open '" + rest.get(0) + "': No such file or directory";
        }
        String script = command && !rest.isEmpty() ? rest.remove(0) : "";
        if (rest.isEmpty()) {
            rest.add(name);
        }
        return new ShellCall(shell, script, rest, errexit, wrong);
    }

    boolean isScript() {
        return shell && !script.isEmpty() && wrong.isEmpty();
    }
}
