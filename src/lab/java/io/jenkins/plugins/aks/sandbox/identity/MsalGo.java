package io.jenkins.plugins.aks.sandbox.identity;

import io.jenkins.plugins.aks.sandbox.InnerCalls;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.util.Optional;

/**
 * The workshop's program that reads a secret by workload identity and writes it to its log, again and again, or ends with
 * what went wrong.
 */
public final class MsalGo implements ContainerProgram {
    private static final Duration TAKES = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(60);

    @Override
    public boolean handles(String program) {
        return program.equals("msalgo");
    }

    @Override
    public ExecResult run(ExecCall call) {
        Optional<Sandbox> sandbox = InnerCalls.sandboxOf(call.cluster().store());
        if (sandbox.isEmpty()) {
            return ExecResult.failed(1, "there is no cloud around this cluster").after(TAKES);
        }
        try {
            String secret = new SecretByFederation(sandbox.get(), call).read();
            ExecResult once = ExecResult.ok(
                            line("I", "main.go:63", "\"successfully got secret\" secret=\"" + secret + "\"") + "\n")
                    .after(TAKES);
            return new ExecResult(0, once.output(), PAUSE, true);
        } catch (FederationTrouble e) {
            return ExecResult.failed(1, line("E", e.place(), e.getMessage())).after(TAKES);
        }
    }

    private static String line(String level, String place, String text) {
        return level + "0101 00:00:00.000000       1 " + place + "] " + text;
    }
}
