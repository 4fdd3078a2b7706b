package io.jenkins.plugins.aks.sandbox.container.shell;

import io.jenkins.plugins.aks.sandbox.container.ContainerImage;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A script of more than one command in an image whose programs change the world or look at it, as a database's. It is not
 * worked out when it starts but run part by part, each at its own time; of a loop at the top of the script a part is one
 * round.
 */
public final class LiveScript {
    /** A round that takes no time would never let time pass. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private LiveScript() {}

    /**
     * Where a script is between two parts.
     *
     * @param part the number of the part that comes next
     * @param time since the script's start, simulated
     */
    public record State(int part, Map<String, String> variables, int status, boolean errexit, Duration time) {}

    /**
     * What a part came to.
     *
     * @param output with times since the script's start
     * @param over whether the script ended, with the state's status
     * @param endless whether it came to something that goes on for ever
     */
    public record Step(State state, List<ExecResult.Piece> output, boolean over, boolean endless) {}

    /** Whether the call is such a script. */
    public static boolean isOne(ExecCall call) {
        ShellCall shell = ShellCall.of(call);
        if (!shell.isScript()) {
            return false;
        }
        boolean effects = ContainerImage.of(call.containerSpec().path("image").asText()).programs().stream()
                .anyMatch(Programs::hasEffects);
        try {
            List<Syntax> parts = parts(shell);
            return effects && (parts.size() > 1 || parts.stream().anyMatch(Syntax.Loop.class::isInstance));
        } catch (Parser.SyntaxError | Unsupported e) {
            return false;
        }
    }

    public static State start(ExecCall call) {
        return new State(0, call.environment(), 0, ShellCall.of(call).errexit(), Duration.ZERO);
    }

    public static Step step(ExecCall call, State state) {
        ShellCall shell = ShellCall.of(call);
        List<Syntax> parts = parts(shell);
        if (state.part() >= parts.size()) {
            return new Step(state, List.of(), true, false);
        }
        try {
            Step step = new Interpreter(call, shell.positional()).part(parts.get(state.part()), state);
            State after = step.state();
            Duration least = state.time().plus(SHORTEST);
            Duration time = after.time().compareTo(least) < 0 ? least : after.time();
            State kept = new State(after.part(), after.variables(), after.status(), after.errexit(), time);
            boolean over = step.over() || !step.endless() && kept.part() >= parts.size();
            return new Step(kept, step.output(), over, step.endless());
        } catch (Parser.SyntaxError | Unsupported e) {
            ExecResult.Piece why =
                    new ExecResult.Piece(state.time(), true, call.program() + ": " + e.getMessage() + "\n");
            State failed = new State(state.part(), state.variables(), 2, state.errexit(), state.time());
            return new Step(failed, List.of(why), true, false);
        }
    }

    private static List<Syntax> parts(ShellCall shell) {
        return ((Syntax.Sequence) Parser.parse(shell.script())).commands();
    }
}
