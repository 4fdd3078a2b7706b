package io.jenkins.plugins.aks.sandbox.mysql;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives an error of the engine the number and the words that MySQL has for it. */
final class Failures {
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern MARK = Pattern.compile("(\\S*)\\[\\*\\](.*?)(\"?;.*)?$", Pattern.DOTALL);
    private static final Pattern DUPLICATE =
            Pattern.compile("\\*/ (?:CAST\\()?'?(.*?)(?:'? AS [^)]*\\))?'? ?\\)", Pattern.DOTALL);
    private static final Pattern UNIQUE =
            Pattern.compile("\"[^.\"]+\\.(\\w+) (?:INDEX|PRIMARY KEY).* ON [^.]+\\.\"?(\\w+)");

    private Failures() {}

    /** @param database the current one; empty for none */
    static SqlError of(SQLException e, String sql, String database) {
        String message = e.getMessage().replaceFirst("(?s); SQL statement:.*", "");
        String name = first(NAME, message, "");
        return switch (e.getErrorCode()) {
            case 42102, 42103, 42104 -> noTable(sql, name, database);
            case 42101 -> new SqlError(1050, "42S01", "Table '" + name.replaceFirst(".*\\.", "") + "' already exists");
            case 90078 -> new SqlError(
                    1007, SqlError.ANY_STATE, "Can't create database '" + name + "'; database exists");
            case 90079 -> SqlError.unknownDatabase(name);
            case 23505 -> duplicate(message);
            case 23502 -> noValue(sql, name);
            case 23503, 23506 -> new SqlError(
                    1452, "23000", "Cannot add or update a child row: a foreign key constraint fails");
            case 42122 -> new SqlError(1054, "42S22", "Unknown column '" + name + "' in 'field list'");
            case 42121 -> new SqlError(1060, "42S21", "Duplicate column name '" + name + "'");
            case 21002 -> new SqlError(1136, "21S01", "Column count doesn't match value count at row 1");
            case 22001 -> new SqlError(1406, "22001", "Data too long for column '" + column(message) + "' at row 1");
            case 22003, 22004 -> new SqlError(1264, "22003", "Out of range value for column at row 1");
            case 22007 -> new SqlError(1292, "22007", "Incorrect datetime value: '" + name + "'");
            case 22018 -> new SqlError(1366, SqlError.ANY_STATE, "Incorrect value: '" + name + "'");
            case 90022 -> new SqlError(1305, "42000", "FUNCTION " + name + " does not exist");
            case 42000, 42001 -> SqlError.syntax(near(message, sql));
            default -> new SqlError(1105, SqlError.ANY_STATE, "Unknown error: " + message);
        };
    }

    private static SqlError noTable(String sql, String name, String database) {
        Matcher qualified = Pattern.compile("`?(\\w+)`?\\.`?" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql);
        String schema = qualified.find() ? qualified.group(1) : database;
        if (schema.isEmpty()) {
            return SqlError.noDatabase();
        }
        boolean drop = sql.strip().regionMatches(true, 0, "DROP", 0, 4);
        return drop
                ? new SqlError(1051, "42S02", "Unknown table '" + schema + "." + name + "'")
                : new SqlError(1146, "42S02", "Table '" + schema + "." + name + "' doesn't exist");
    }

    private static SqlError noValue(String sql, String name) {
        boolean given = !sql.contains("(")
                || sql.toUpperCase(java.util.Locale.ROOT).matches("(?s)INSERT\\s+INTO\\s+\\S+\\s+VALUES.*");
        return given || sql.contains(name)
                ? new SqlError(1048, "23000", "Column '" + name + "' cannot be null")
                : new SqlError(1364, SqlError.ANY_STATE, "Field '" + name + "' doesn't have a default value");
    }

    private static SqlError duplicate(String message) {
        Matcher index = UNIQUE.matcher(message);
        String table = index.find() ? index.group(2) : "";
        String key = message.contains(" PRIMARY KEY ON") || table.isEmpty() ? "PRIMARY" : index.group(1);
        String value = first(DUPLICATE, message, "");
        return new SqlError(1062, "23000", "Duplicate entry '" + value + "' for key '" + table + "." + key + "'");
    }

    private static String column(String message) {
        return first(Pattern.compile("column \"\"?(\\w+)"), message, "?");
    }

    private static String near(String message, String sql) {
        Matcher mark = MARK.matcher(message.replaceFirst("; expected.*", ""));
        if (!mark.find()) {
            return sql;
        }
        String rest = (mark.group(1) + mark.group(2)).strip();
        return rest.replaceAll("^\"|\"$", "");
    }

    private static String first(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
