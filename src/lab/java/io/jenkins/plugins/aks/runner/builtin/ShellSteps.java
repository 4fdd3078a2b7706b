package io.jenkins.plugins.aks.runner.builtin;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.aks.runner.engine.LabContext;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** {@code sh}, {@code bat}, {@code powershell}: refused unless the user says that scripts may run programs here. */
final class ShellSteps {

    private static final List<String> WINDOWS = List.of("bat", "powershell", "pwsh");

    private final boolean allowed;

    ShellSteps(boolean allowed) {
        this.allowed = allowed;
    }

    List<Builtin> all() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of("sh"), WINDOWS.stream())
                .map(name -> new Builtin(name, (a, c) -> execution(name, a, c))
                        .keepsResult()
                        .needs(FilePath.class)
                        .required("script", String.class)
                        .optional("encoding", String.class)
                        .optional("label", String.class)
                        .optional("returnStatus", boolean.class)
                        .optional("returnStdout", boolean.class))
                .toList();
    }

    private StepExecution execution(String name, Arguments arguments, LabContext context) throws AbortException {
        if (!name.equals("sh")) {
            throw new AbortException(name + " runs programs of Windows, which the lab does not.");
        }
        if (!allowed) {
            throw new AbortException("The lab runs no programs unless you allow it: add -Dlab.sh=true to run sh with"
                    + " your own account, in the build's workspace.");
        }
        return new Shell(arguments, context);
    }
}
