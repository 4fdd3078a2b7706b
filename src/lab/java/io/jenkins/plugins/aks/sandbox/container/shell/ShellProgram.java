package io.jenkins.plugins.aks.sandbox.container.shell;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;

/**
 * {@code sh -c script} and {@code bash -c script}, and a script on standard input. A small shell: sequences, {@code &&},
 * {@code ||}, pipes, {@code if}, {@code for}, {@code while}, groups, quotes, variables and command substitution. What it
 * does not know it refuses by name, with exit code 2.
 */
public final class ShellProgram implements ContainerProgram {
    private static final int MISUSE = 2;

    @Override
    public boolean handles(String program) {
        return ShellCall.NAMES.contains(program);
    }

    @Override
    public ExecResult run(ExecCall call) {
        String name = call.program();
        ShellCall shell = ShellCall.of(call);
        if (!shell.wrong().isEmpty()) {
            return ExecResult.failed(MISUSE, name + ": " + shell.wrong());
        }
        String script = shell.script().isEmpty() ? call.stdin().get() : shell.script();
        try {
            return new Interpreter(call, shell.positional()).run(Parser.parse(script), shell.errexit());
        } catch (Parser.SyntaxError | Unsupported e) {
            return ExecResult.failed(MISUSE, name + ": " + e.getMessage());
        }
    }
}
