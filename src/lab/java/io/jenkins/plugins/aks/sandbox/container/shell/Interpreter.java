package io.jenkins.plugins.aks.sandbox.container.shell;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Runs a script. Time is simulated: what sleeps adds to the script's duration. A script that goes on for very many commands
 * counts as one that does not end.
 */
final class Interpreter {
    private static final int MOST_COMMANDS = 2000;
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    private final ExecCall call;
    private final List<String> positional;
    private final Map<String, String> variables;
    private List<ExecResult.Piece> output = new ArrayList<>();
    private Supplier<String> stdin;
    private Duration time = Duration.ZERO;
    private int status;
    private int commands;
    private boolean stopOnError;
    private boolean substituted;

    /** The script ends here: by {@code exit}, or because it never would. */
    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean endless;

        End(boolean endless) {
            super(null, null, false, false);
            this.endless = endless;
        }
    }

    /** {@code break} and {@code continue}. */
    private static final class Leave extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean again;

        Leave(boolean again) {
            super(null, null, false, false);
            this.again = again;
        }
    }

    /** @param positional {@code $0} and the script's own arguments */
    Interpreter(ExecCall call, List<String> positional) {
        this.call = call;
        this.positional = positional;
        this.variables = new HashMap<>(call.environment());
        this.stdin = call.stdin();
    }

    ExecResult run(Syntax script, boolean errexit) {
        stopOnError = errexit;
        boolean endless = false;
        try {
            execute(script);
        } catch (End end) {
            endless = end.endless;
        } catch (Leave outside) {
            status = 0;
        }
        boolean repeats = commands > MOST_COMMANDS;
        return new ExecResult(status, output, endless && !repeats ? Duration.ZERO : time, endless);
    }

    /** Runs one part of a script, of a loop one round, where an earlier run left off. */
    LiveScript.Step part(Syntax part, LiveScript.State before) {
        variables.clear();
        variables.putAll(before.variables());
        status = before.status();
        stopOnError = before.errexit();
        time = before.time();
        boolean again = false;
        boolean over = false;
        boolean endless = false;
        try {
            if (part instanceof Syntax.Loop loop) {
                again = round(loop);
            } else {
                executeAndCheck(part);
            }
        } catch (End end) {
            over = !end.endless;
            endless = end.endless;
        } catch (Leave outside) {
            status = 0;
        }
        int next = again ? before.part() : before.part() + 1;
        Map<String, String> kept = Map.copyOf(variables);
        return new LiveScript.Step(new LiveScript.State(next, kept, status, stopOnError, time), output, over, endless);
    }

    /** Whether there is another one. */
    private boolean round(Syntax.Loop loop) {
        execute(loop.condition());
        if ((status == 0) == loop.until()) {
            status = 0;
            return false;
        }
        try {
            execute(loop.body());
        } catch (Leave leave) {
            return leave.again;
        }
        return true;
    }

    private void execute(Syntax syntax) {
        if (syntax instanceof Syntax.Sequence sequence) {
            sequence.commands().forEach(this::executeAndCheck);
        } else if (syntax instanceof Syntax.Both both) {
            execute(both.first());
            if ((status == 0) != both.or()) {
                execute(both.second());
            }
        } else if (syntax instanceof Syntax.Not not) {
            execute(not.command());
            status = status == 0 ? 1 : 0;
        } else if (syntax instanceof Syntax.Pipe pipe) {
            pipe(pipe.commands());
        } else if (syntax instanceof Syntax.If branch) {
            execute(branch.condition());
            boolean holds = status == 0;
            status = 0;
            execute(holds ? branch.then() : branch.otherwise());
        } else if (syntax instanceof Syntax.Loop loop) {
            loop(loop);
        } else if (syntax instanceof Syntax.For loop) {
            forLoop(loop);
        } else if (syntax instanceof Syntax.Group group) {
            group(group);
        } else if (syntax instanceof Syntax.Simple simple) {
            simple(simple);
        }
    }

    private void executeAndCheck(Syntax command) {
        execute(command);
        boolean checked = command instanceof Syntax.Simple || command instanceof Syntax.Pipe;
        if (stopOnError && status != 0 && checked) {
            throw new End(false);
        }
    }

    private void pipe(List<Syntax> parts) {
        Supplier<String> outside = stdin;
        List<ExecResult.Piece> all = output;
        for (int i = 0; i < parts.size(); i++) {
            output = new ArrayList<>();
            try {
                execute(parts.get(i));
            } finally {
                List<ExecResult.Piece> written = output;
                boolean last = i == parts.size() - 1;
                written.stream().filter(piece -> piece.error() || last).forEach(all::add);
                output = all;
                String text = new ExecResult(0, written, Duration.ZERO, false).out();
                stdin = last ? outside : () -> text;
            }
        }
    }

    private void loop(Syntax.Loop loop) {
        int last = 0;
        while (true) {
            count();
            execute(loop.condition());
            if ((status == 0) == loop.until()) {
                status = last;
                return;
            }
            try {
                execute(loop.body());
            } catch (Leave leave) {
                if (!leave.again) {
                    status = 0;
                    return;
                }
            }
            last = status;
        }
    }

    private void forLoop(Syntax.For loop) {
        for (String value : words(loop.words())) {
            variables.put(loop.variable(), value);
            try {
                execute(loop.body());
            } catch (Leave leave) {
                if (!leave.again) {
                    break;
                }
            }
        }
    }

    private void group(Syntax.Group group) {
        Map<String, String> before = Map.copyOf(variables);
        redirected(group.redirects(), () -> {
            try {
                execute(group.body());
            } catch (End end) {
                if (end.endless || !group.apart()) {
                    throw end;
                }
            }
        });
        if (group.apart()) {
            variables.clear();
            variables.putAll(before);
        }
    }

    private void simple(Syntax.Simple simple) {
        count();
        int first = 0;
        substituted = false;
        Map<String, String> own = new HashMap<>();
        while (first < simple.words().size()
                && ASSIGNMENT.matcher(simple.words().get(first)).matches()) {
            String[] pair = simple.words().get(first++).split("=", 2);
            own.put(pair[0], Words.whole(pair[1], this::variable, this::substitute));
        }
        List<String> argv = words(simple.words().subList(first, simple.words().size()));
        if (argv.isEmpty()) {
            variables.putAll(own);
            // An assignment fails as the command whose output it takes.
            status = substituted ? status : 0;
            return;
        }
        redirected(simple.redirects(), () -> invoke(argv, own));
    }

    private void redirected(Syntax.Redirects redirects, Runnable command) {
        List<ExecResult.Piece> all = output;
        output = new ArrayList<>();
        try {
            command.run();
        } finally {
            for (ExecResult.Piece piece : output) {
                boolean dropped = piece.error() ? redirects.dropError() : redirects.dropOut();
                boolean error = piece.error() ? !redirects.errorToOut() : redirects.outToError();
                if (!dropped) {
                    all.add(new ExecResult.Piece(piece.at(), error, piece.text()));
                }
            }
            output = all;
        }
    }

    private void invoke(List<String> argv, Map<String, String> own) {
        List<String> rest = argv.subList(1, argv.size());
        switch (argv.get(0)) {
            case "exit" -> exit(rest);
            case "break" -> throw new Leave(false);
            case "continue" -> throw new Leave(true);
            case ":" -> status = 0;
            case "cd", "umask", "trap", "wait" -> status = 0;
            case "set" -> set(rest);
            case "export" -> export(rest);
            case "unset" -> rest.forEach(variables::remove);
            case "exec" -> {
                if (!rest.isEmpty()) {
                    program(rest, own);
                    throw new End(false);
                }
            }
            default -> program(argv, own);
        }
    }

    private void exit(List<String> rest) {
        status = rest.isEmpty() ? status : number(rest.get(0));
        throw new End(false);
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) & 0xff : 2;
    }

    private void set(List<String> options) {
        for (String option : options) {
            if (!option.matches("[-+][eux]+|[-+]o|pipefail|errexit|nounset|--")) {
                throw new Unsupported("set " + option);
            }
            if (option.matches("[-+][eux]*e[eux]*")) {
                stopOnError = option.startsWith("-");
            }
        }
        status = 0;
    }

    private void export(List<String> definitions) {
        for (String each : definitions) {
            String[] pair = each.split("=", 2);
            if (pair.length == 2) {
                variables.put(pair[0], pair[1]);
            }
        }
        status = 0;
    }

    private void program(List<String> argv, Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.putAll(own);
        ExecResult result = Programs.run(call.with(argv, stdin, environment));
        result.after(time).output().forEach(output::add);
        time = time.plus(result.took());
        status = result.exitCode();
        if (result.endless()) {
            throw new End(true);
        }
    }

    private void count() {
        if (++commands > MOST_COMMANDS) {
            throw new End(true);
        }
    }

    private List<String> words(List<String> words) {
        return Words.expand(words, this::variable, this::substitute);
    }

    private String variable(String name) {
        return switch (name) {
            case "?" -> Integer.toString(status);
            case "$" -> "1";
            case "#" -> Integer.toString(Math.max(0, positional.size() - 1));
            case "@", "*" -> positional.size() < 2 ? "" : String.join(" ", positional.subList(1, positional.size()));
            default -> name.matches("\\d")
                    ? Integer.parseInt(name) < positional.size() ? positional.get(Integer.parseInt(name)) : null
                    : variables.get(name);
        };
    }

    private String substitute(String script) {
        Interpreter inner = new Interpreter(call.with(call.argv(), stdin, variables), positional);
        ExecResult result = inner.run(Parser.parse(script), false);
        result.after(time).output().stream().filter(ExecResult.Piece::error).forEach(output::add);
        time = time.plus(result.took());
        status = result.exitCode();
        substituted = true;
        if (result.endless()) {
            throw new End(true);
        }
        return result.out();
    }
}
