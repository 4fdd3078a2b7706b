package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The client {@code mysql}, with its statements after {@code -e} or on standard input. */
final class Client {
    static final int UNKNOWN_OPTION = 7;
    private static final Duration WORK = Duration.ofMillis(10);
    private static final String SHOWN_PASSWORD =
            "mysql: [Warning] Using a password on the command line interface can be insecure.\n";

    private final ExecCall call;
    private final ClientOptions options;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder error = new StringBuilder();

    private Client(ExecCall call, ClientOptions options) {
        this.call = call;
        this.options = options;
    }

    static ExecResult run(ExecCall call) {
        ClientOptions options = ClientOptions.of(call);
        if (!options.wrong().isEmpty()) {
            return ExecResult.failed(UNKNOWN_OPTION, "mysql: [ERROR] " + options.wrong() + ".");
        }
        return new Client(call, options).run();
    }

    private ExecResult run() {
        String script = options.has("e") ? options.value("e", "") : call.stdin().get();
        error.append(options.isPasswordShown() ? SHOWN_PASSWORD : "");
        Link link = Link.open(call, options);
        if (link.server().isEmpty()) {
            error.append(link.error().text("")).append('\n');
            return ExecResult.of(1, "", error.toString()).after(link.took());
        }
        Server server = link.server().get();
        int status = Engines.use(server.journal(), engine -> session(engine, server, link.from(), script));
        return ExecResult.of(status, out.toString(), error.toString())
                .after(link.took().plus(WORK));
    }

    private int session(Engine engine, Server server, String from, String script) {
        String user = options.value("u", "root");
        Session session = new Session(engine, server, user);
        try {
            new Accounts(engine).login(user, options.value("password", ""), from);
            String database = options.value(
                    "D", options.rest().isEmpty() ? "" : options.rest().get(0));
            if (!database.isEmpty()) {
                session.use(database);
            }
        } catch (SqlError e) {
            error.append(e.text("")).append('\n');
            return 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try {
            return statements(session, Script.statements(script));
        } finally {
            session.close();
        }
    }

    private int statements(Session session, List<Statement> statements) {
        int status = 0;
        for (Statement statement : statements) {
            try {
                Answer answer = session.run(statement.text());
                boolean names = !options.has("N");
                out.append(format(statement).write(answer, names, options.has("r")));
            } catch (SqlError e) {
                error.append(e.text(" at line " + statement.line())).append('\n');
                status = 1;
                if (!options.has("f")) {
                    return status;
                }
            }
        }
        return status;
    }

    private Format format(Statement statement) {
        if (statement.vertical() || options.has("E")) {
            return Format.VERTICAL;
        }
        // On a terminal the client draws tables, unless it is told not to.
        boolean terminal = call.containerSpec().path("tty").asBoolean() && options.has("e");
        boolean plain = options.has("B") || options.has("s") || options.has("r");
        return options.has("t") || terminal && !plain ? Format.TABLE : Format.TABS;
    }
}
