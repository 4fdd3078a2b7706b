package io.jenkins.plugins.aks.sandbox.mysql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code SHOW …} and {@code DESCRIBE}. */
final class Shows {
    private static final String LIKE = "(?:\\s+LIKE\\s+['\"]([^'\"]*)['\"])?";
    private static final Pattern DATABASES = pattern("SHOW\\s+(?:DATABASES|SCHEMAS)" + LIKE);
    private static final Pattern TABLES = pattern("SHOW\\s+TABLES(?:\\s+(?:FROM|IN)\\s+`?(\\w+)`?)?" + LIKE);
    private static final Pattern VARIABLES = pattern("SHOW\\s+(?:GLOBAL\\s+|SESSION\\s+)?VARIABLES" + LIKE);
    private static final Pattern COLUMNS =
            pattern("(?:DESCRIBE|DESC|SHOW\\s+COLUMNS\\s+(?:FROM|IN))\\s+(?:`?(\\w+)`?\\.)?`?(\\w+)`?");
    private static final Pattern NOTHING = pattern(
            "SHOW\\s+(?:WARNINGS|ERRORS|SLAVE\\s+STATUS|REPLICA\\s+STATUS|MASTER\\s+STATUS|BINARY\\s+LOG\\s+STATUS)");

    private final Engine engine;
    private final Server server;
    private final String database;

    Shows(Engine engine, Server server, String database) {
        this.engine = engine;
        this.server = server;
        this.database = database;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    Answer answer(String sql, Instant now) throws SQLException {
        Matcher databases = DATABASES.matcher(sql);
        if (databases.matches()) {
            return engine.execute(
                    "SELECT LOWER(SCHEMA_NAME) AS `Database` FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME <>"
                            + " 'PUBLIC'"
                            + like("SCHEMA_NAME", databases.group(1)) + " ORDER BY 1",
                    now);
        }
        Matcher tables = TABLES.matcher(sql);
        if (tables.matches()) {
            return tables(tables.group(1), tables.group(2), now);
        }
        Matcher variables = VARIABLES.matcher(sql);
        if (variables.matches()) {
            return variables(variables.group(1));
        }
        Matcher columns = COLUMNS.matcher(sql);
        if (columns.matches()) {
            return columns(columns.group(1), columns.group(2), now);
        }
        if (NOTHING.matcher(sql).matches()) {
            return Answer.NONE;
        }
        throw new SqlError(1105, SqlError.ANY_STATE, "the sandbox's server does not know this: " + sql);
    }

    private Answer tables(String given, String like, Instant now) throws SQLException {
        String schema = given == null ? database : given;
        if (schema.isEmpty()) {
            throw SqlError.noDatabase();
        }
        if (!engine.has(schema)) {
            throw SqlError.unknownDatabase(schema);
        }
        return engine.execute(
                "SELECT TABLE_NAME AS `Tables_in_" + schema
                        + "` FROM INFORMATION_SCHEMA.TABLES WHERE UPPER(TABLE_SCHEMA) = UPPER(" + Dialect.quoted(schema)
                        + ")" + like("TABLE_NAME", like) + " ORDER BY 1",
                now);
    }

    private Answer columns(String given, String table, Instant now) throws SQLException {
        String schema = given == null ? database : given;
        Answer columns = engine.execute(
                "SELECT COLUMN_NAME AS `Field`, LOWER(DATA_TYPE) AS `Type`, IS_NULLABLE AS `Null`, '' AS `Key`,"
                        + " COLUMN_DEFAULT AS `Default`, '' AS `Extra` FROM INFORMATION_SCHEMA.COLUMNS WHERE"
                        + " UPPER(TABLE_SCHEMA) = UPPER(" + Dialect.quoted(schema) + ") AND UPPER(TABLE_NAME) = UPPER("
                        + Dialect.quoted(table) + ") ORDER BY ORDINAL_POSITION",
                now);
        if (columns.rows().isEmpty()) {
            throw new SqlError(1146, "42S02", "Table '" + schema + "." + table + "' doesn't exist");
        }
        return columns;
    }

    private Answer variables(String like) {
        Pattern wanted = like == null
                ? Pattern.compile(".*")
                : Pattern.compile(like.replace("\\_", "_").replace("%", ".*"), Pattern.CASE_INSENSITIVE);
        List<List<String>> rows = new ArrayList<>();
        server.variables().forEach((name, value) -> {
            if (wanted.matcher(name).matches()) {
                rows.add(List.of(name, value));
            }
        });
        return new Answer(List.of("Variable_name", "Value"), rows);
    }

    private static String like(String column, String pattern) {
        return pattern == null ? "" : " AND LOWER(" + column + ") LIKE LOWER(" + Dialect.quoted(pattern) + ")";
    }
}
