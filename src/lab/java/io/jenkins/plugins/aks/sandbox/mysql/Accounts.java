package io.jenkins.plugins.aks.sandbox.mysql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The users of a server, which are in its own data, and what they may do: everything, or everything in some databases. */
final class Accounts {
    static final List<String> TABLES = List.of(
            "CREATE TABLE mysql.user(Host VARCHAR(255), `User` VARCHAR(32) PRIMARY KEY, authentication_string"
                    + " VARCHAR(128))",
            "CREATE TABLE mysql.db(`User` VARCHAR(32), Db VARCHAR(64))");
    private static final String WHO = "['\"`]?([^'\"`@\\s]+)['\"`]?(?:@['\"`]?([^'\"`\\s]+)['\"`]?)?";
    private static final Pattern SET = pattern("(?:CREATE|ALTER)\\s+USER\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?" + WHO
            + "(?:\\s+IDENTIFIED\\s+(?:WITH\\s+\\S+\\s+)?BY\\s+['\"]([^'\"]*)['\"])?.*");
    private static final Pattern DROP = pattern("DROP\\s+USER\\s+(?:IF\\s+EXISTS\\s+)?" + WHO);
    private static final Pattern GRANT = pattern("GRANT\\s.*\\sON\\s+`?([\\w*]+)`?\\.\\S+\\s+TO\\s+" + WHO + ".*");
    private static final String EVERYTHING = "*";

    private final Engine engine;

    Accounts(Engine engine) {
        this.engine = engine;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static String hash(String password) {
        return password.isEmpty() ? "" : "$A$" + Functions.digest("SHA-256", password);
    }

    /** The changes of data that make a user. */
    static List<String> create(String user, String host, String password) {
        String name = Dialect.quoted(user);
        return List.of(
                "DELETE FROM mysql.user WHERE `User` = " + name,
                "INSERT INTO mysql.user VALUES (" + Dialect.quoted(host) + ", " + name + ", "
                        + Dialect.quoted(hash(password)) + ")");
    }

    static String grant(String user, String database) {
        return "INSERT INTO mysql.db VALUES (" + Dialect.quoted(user) + ", " + Dialect.quoted(database) + ")";
    }

    /** What a statement about users changes in the data. */
    List<String> changes(String sql) {
        List<String> changes = new ArrayList<>();
        Matcher set = SET.matcher(sql);
        Matcher drop = DROP.matcher(sql);
        Matcher grant = GRANT.matcher(sql);
        if (set.matches()) {
            String host = set.group(2) == null ? "%" : set.group(2);
            changes.addAll(create(set.group(1), host, set.group(3) == null ? "" : set.group(3)));
        } else if (drop.matches()) {
            changes.add("DELETE FROM mysql.user WHERE `User` = " + Dialect.quoted(drop.group(1)));
        } else if (grant.matches()) {
            changes.add(grant(grant.group(2), grant.group(1)));
        }
        return changes;
    }

    /** @throws SqlError 1045 */
    void login(String user, String password, String from) throws SQLException {
        Optional<String> expected =
                value("SELECT authentication_string FROM mysql.user WHERE `User` = " + Dialect.quoted(user));
        if (expected.isEmpty() || !expected.get().equals(hash(password))) {
            throw new SqlError(
                    1045,
                    "28000",
                    "Access denied for user '" + user + "'@'" + from + "' (using password: "
                            + (password.isEmpty() ? "NO" : "YES") + ")");
        }
    }

    /** @throws SqlError 1044 where the user may not use the database */
    void check(String user, String database) throws SQLException {
        boolean open = database.isEmpty() || database.equalsIgnoreCase("information_schema");
        boolean granted = open
                || value("SELECT 1 FROM mysql.db WHERE `User` = " + Dialect.quoted(user) + " AND Db IN ('" + EVERYTHING
                                + "', " + Dialect.quoted(database) + ")")
                        .isPresent();
        if (!granted) {
            throw new SqlError(
                    1044, "42000", "Access denied for user '" + user + "'@'%' to database '" + database + "'");
        }
    }

    /** Checks all databases that a statement names. */
    void checkAll(String user, String sql, String database) throws SQLException {
        check(user, database);
        List<Tokens.Token> tokens = Tokens.of(sql);
        for (int i = 1; i + 1 < tokens.size(); i++) {
            String name = tokens.get(i - 1).text();
            if (tokens.get(i).is(".") && engine.has(name)) {
                check(user, name);
            }
        }
    }

    private Optional<String> value(String sql) throws SQLException {
        List<List<String>> rows = engine.execute(sql, Instant.EPOCH).rows();
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).get(0));
    }
}
