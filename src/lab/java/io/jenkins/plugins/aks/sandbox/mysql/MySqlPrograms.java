package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import java.util.List;
import java.util.Set;

/** What MySQL's image has: the server, its entry point, and the clients. */
public final class MySqlPrograms implements ContainerProgram {
    private static final Set<String> PROGRAMS = Set.of(Server.DAEMON, Server.ENTRY_POINT, "mysql", "mysqladmin");

    @Override
    public boolean handles(String program) {
        return PROGRAMS.contains(program);
    }

    @Override
    public boolean hasEffects() {
        return true;
    }

    @Override
    public ExecResult run(ExecCall call) {
        return switch (call.program()) {
            case "mysql" -> Client.run(call);
            case "mysqladmin" -> Admin.run(call);
            case Server.DAEMON -> Daemon.start(call, false);
            default -> entryPoint(call);
        };
    }

    /** Prepares the server where it is one, else hands over to the command. */
    private static ExecResult entryPoint(ExecCall call) {
        List<String> command = call.arguments();
        boolean server = command.isEmpty()
                || command.get(0).startsWith("-")
                || command.get(0).equals(Server.DAEMON);
        return server ? Daemon.start(call, true) : Programs.run(call.with(command, call.stdin(), call.environment()));
    }
}
