package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.sql.SQLException;

/** The client {@code mysqladmin}: {@code ping} and {@code status}. */
final class Admin {
    private Admin() {}

    static ExecResult run(ExecCall call) {
        ClientOptions options = ClientOptions.of(call);
        String command = options.rest().isEmpty() ? "" : options.rest().get(0);
        if (!options.wrong().isEmpty()) {
            return ExecResult.failed(Client.UNKNOWN_OPTION, "mysqladmin: [ERROR] " + options.wrong() + ".");
        }
        if (!command.equals("ping") && !command.equals("status")) {
            return ExecResult.failed(1, "mysqladmin: the sandbox knows ping and status only: " + command);
        }
        String host = options.value("h", "localhost");
        Link link = Link.open(call, options);
        if (link.server().isEmpty()) {
            return ExecResult.failed(1, failure(host, link.error())).after(link.took());
        }
        Server server = link.server().get();
        return Engines.use(server.journal(), engine -> answer(engine, options, link, command))
                .after(link.took());
    }

    private static ExecResult answer(Engine engine, ClientOptions options, Link link, String command) {
        try {
            new Accounts(engine).login(options.value("u", "root"), options.value("password", ""), link.from());
        } catch (SqlError e) {
            // A server that refuses the user is alive all the same.
            int status = command.equals("ping") ? 0 : 1;
            return ExecResult.failed(status, failure(options.value("h", "localhost"), e));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ExecResult.ok(command.equals("ping") ? "mysqld is alive\n" : "Uptime: 60  Threads: 2  Questions: 8\n");
    }

    private static String failure(String host, SqlError error) {
        return "mysqladmin: connect to server at '" + host + "' failed\nerror: '" + error.getMessage() + "'";
    }
}
