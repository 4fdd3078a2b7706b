package io.jenkins.plugins.aks.sandbox.mysql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client's session with a server: the current database, and what its statements change. */
final class Session {
    private static final String NAME = "`?([A-Za-z0-9_$-]+)`?";
    private static final Pattern USE = pattern("USE\\s+" + NAME);
    private static final Pattern CREATE_DATABASE =
            pattern("CREATE\\s+(?:DATABASE|SCHEMA)\\s+(IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + "(?:\\s.*)?");
    private static final Pattern DROP_DATABASE = pattern("DROP\\s+(?:DATABASE|SCHEMA)\\s+(IF\\s+EXISTS\\s+)?" + NAME);
    private static final Pattern AUTOCOMMIT = pattern("SET\\s+(?:SESSION\\s+|@@)?autocommit\\s*=\\s*(0|1|ON|OFF)");
    private static final Pattern SET_GLOBAL = pattern("SET\\s+(?:GLOBAL|PERSIST)\\s.*|SET\\s+@@GLOBAL.*");
    private static final Pattern READS = pattern("\\(*\\s*(?:SELECT|WITH|VALUES|TABLE|EXPLAIN)\\b.*");
    private static final Pattern CREATES =
            pattern("CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?\\w+`?\\s*(?!\\s*\\.).*");
    private static final Pattern DDL = pattern("(?:CREATE|DROP|ALTER|TRUNCATE|RENAME)\\b.*");

    private final Engine engine;
    private final Server server;
    private final Accounts accounts;
    private final String user;
    private final List<String> open = new ArrayList<>();
    private String database = "";
    private boolean automatic = true;
    private boolean transaction;

    Session(Engine engine, Server server, String user) {
        this.engine = engine;
        this.server = server;
        this.user = user;
        this.accounts = new Accounts(engine);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** @throws SqlError as the server refuses it */
    Answer run(String written) {
        String sql = written.strip();
        try {
            return special(sql);
        } catch (SQLException e) {
            throw Failures.of(e, sql, database);
        }
    }

    private Answer special(String sql) throws SQLException {
        String upper = sql.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (upper.equals("BEGIN") || upper.startsWith("START TRANSACTION")) {
            finish(true);
            transaction = true;
            return Answer.NONE;
        }
        if (upper.equals("COMMIT") || upper.equals("ROLLBACK")) {
            finish(upper.equals("COMMIT"));
            return Answer.NONE;
        }
        Matcher use = USE.matcher(sql);
        if (use.matches()) {
            use(use.group(1));
            return Answer.NONE;
        }
        if (upper.startsWith("SET ")) {
            return set(sql);
        }
        if (upper.startsWith("SHOW ") || upper.startsWith("DESCRIBE ") || upper.startsWith("DESC ")) {
            return new Shows(engine, server, database).answer(sql, server.now());
        }
        if (upper.matches("(CREATE|ALTER|DROP) USER .*|GRANT .*|REVOKE .*|FLUSH .*|SET PASSWORD .*")) {
            for (String change : accounts.changes(sql)) {
                write(change);
            }
            return Answer.NONE;
        }
        return databases(sql);
    }

    private Answer databases(String sql) throws SQLException {
        Matcher create = CREATE_DATABASE.matcher(sql);
        if (create.matches()) {
            accounts.check(user, create.group(2));
            return write(
                    "CREATE SCHEMA " + (create.group(1) == null ? "" : "IF NOT EXISTS ") + "`" + create.group(2) + "`");
        }
        Matcher drop = DROP_DATABASE.matcher(sql);
        if (drop.matches()) {
            return dropDatabase(drop.group(2), drop.group(1) != null);
        }
        if (database.isEmpty()
                && CREATES.matcher(sql).matches()
                && !sql.matches("(?is)CREATE\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?`?\\w+`?\\s*\\..*")) {
            throw SqlError.noDatabase();
        }
        accounts.checkAll(user, sql, database);
        String translated = new Dialect(server::variable, server.values(user, database)).translate(sql);
        if (READS.matcher(sql).matches()) {
            engine.execute("SET SCHEMA `" + schema() + "`", server.now());
            return engine.execute(translated, server.now());
        }
        return write(translated);
    }

    private Answer dropDatabase(String name, boolean ifExists) throws SQLException {
        accounts.check(user, name);
        if (!engine.has(name)) {
            if (ifExists) {
                return Answer.NONE;
            }
            throw new SqlError(1008, SqlError.ANY_STATE, "Can't drop database '" + name + "'; database doesn't exist");
        }
        boolean current = database.equalsIgnoreCase(name);
        database = current ? "" : database;
        return write("DROP SCHEMA `" + name + "` CASCADE");
    }

    void use(String name) throws SQLException {
        if (!engine.has(name)) {
            throw SqlError.unknownDatabase(name);
        }
        accounts.check(user, name);
        database = name;
    }

    private Answer set(String sql) throws SQLException {
        Matcher autocommit = AUTOCOMMIT.matcher(sql);
        if (autocommit.matches()) {
            automatic = autocommit.group(1).matches("(?i)1|ON");
            if (automatic) {
                finish(true);
            }
        } else if (SET_GLOBAL.matcher(sql).matches()) {
            throw new SqlError(
                    1238, SqlError.ANY_STATE, "the sandbox's server takes its variables from its options only");
        }
        return Answer.NONE;
    }

    private String schema() {
        return database.isEmpty() ? "PUBLIC" : database;
    }

    private Answer write(String sql) throws SQLException {
        if (DDL.matcher(sql).matches()) {
            finish(true);
        }
        boolean group = transaction || !automatic;
        if (group && open.isEmpty()) {
            engine.begin();
        }
        Instant now = server.now();
        String context = "SET SCHEMA `" + schema() + "`";
        engine.execute(context, now);
        try {
            return engine.execute(sql, now);
        } finally {
            if (group) {
                open.add(context);
                open.add(sql);
            } else {
                engine.log(new Engine.Change(List.of(context, sql), now, false), false, server.kept(now));
            }
        }
    }

    /** Ends the transaction, if there is one. */
    private void finish(boolean keep) throws SQLException {
        transaction = false;
        if (!open.isEmpty()) {
            engine.end(keep);
            Instant now = server.now();
            engine.log(new Engine.Change(List.copyOf(open), now, !keep), true, server.kept(now));
            open.clear();
        }
    }

    /** What was not committed when the client leaves is undone. */
    void close() {
        try {
            finish(false);
        } catch (SQLException e) {
            throw Failures.of(e, "", database);
        }
    }
}
