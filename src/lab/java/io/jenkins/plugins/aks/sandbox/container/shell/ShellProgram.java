package io.jenkins.plugins.aks.sandbox.container.shell;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code sh -c script} and {@code bash -c script}, and a script on standard input. A small shell: sequences, {@code &&},
 * {@code ||}, pipes, {@code if}, {@code for}, {@code while}, groups, quotes, variables and command substitution. What it
 * does not know it refuses by name, with exit code 2.
 */
public final class ShellProgram implements ContainerProgram {
    private static final Set<String> NAMES = Set.of("sh", "bash", "ash");
    private static final int MISUSE = 2;

    @Override
    public boolean handles(String program) {
        return NAMES.contains(program);
    }

    @Override
    public ExecResult run(ExecCall call) {
        String name = call.program();
        boolean command = false;
        boolean errexit = false;
        List<String> rest = new ArrayList<>(call.arguments());
        while (!rest.isEmpty() && rest.get(0).matches("-[ceuxl]+|-o|pipefail")) {
            String option = rest.remove(0);
            command |= option.startsWith("-") && option.contains("c");
            errexit |= option.startsWith("-") && option.contains("e");
        }
        if (command && rest.isEmpty()) {
            return ExecResult.failed(MISUSE, name + ": -c requires an argument");
        }
        if (!command && !rest.isEmpty()) {
            return ExecResult.failed(MISUSE, name + ": can't open '" + rest.get(0) + "': No such file or directory");
        }
        String script = command ? rest.remove(0) : call.stdin().get();
        if (rest.isEmpty()) {
            rest.add(name);
        }
        try {
            return new Interpreter(call, rest).run(Parser.parse(script), errexit);
        } catch (Parser.SyntaxError | Unsupported e) {
            return ExecResult.failed(MISUSE, name + ": " + e.getMessage());
        }
    }
}
