package io.jenkins.plugins.aks.sandbox.mysql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.VolumeJournal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of one server: a real SQL engine in memory that holds what the log on the volume says, and adds to the log what
 * changes it. A statement that failed is in the log too, since it may have used up numbers.
 */
final class Engine implements AutoCloseable {
    private static final String URL =
            "jdbc:h2:mem:;MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                    + ";IGNORECASE=TRUE;NON_KEYWORDS=VALUE,KEY,USER,DAY,HOUR,MINUTE,MONTH,SECOND,YEAR";

    private final VolumeJournal journal;
    private final String identity;
    private final Connection connection;
    private long next;

    /** One or more statements that became durable together, or were undone together. */
    record Change(List<String> statements, Instant at, boolean undone) {}

    private Engine(VolumeJournal journal, String identity, Connection connection) {
        this.journal = journal;
        this.identity = identity;
        this.connection = connection;
    }

    /** Reads the log from its beginning. */
    static Engine open(VolumeJournal journal) {
        try {
            Connection connection = DriverManager.getConnection(URL);
            Engine engine = new Engine(journal, journal.identity().orElseThrow(), connection);
            engine.prepare();
            for (ObjectNode record : journal.records()) {
                engine.replay(record);
            }
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("the SQL engine does not start: " + e.getMessage(), e);
        }
    }

    private void prepare() throws SQLException {
        for (String name : Functions.NAMES) {
            run("CREATE ALIAS MY_" + name + " FOR '" + Functions.class.getName() + "."
                    + name.toLowerCase(java.util.Locale.ROOT) + "'");
        }
        run("CREATE SCHEMA mysql");
        run("CREATE SCHEMA performance_schema");
        run("CREATE SCHEMA sys");
        for (String table : Accounts.TABLES) {
            run(table);
        }
    }

    private void replay(JsonNode record) throws SQLException {
        Functions.at(Instant.parse(record.path("at").asText()));
        connection.setAutoCommit(!record.path("group").asBoolean());
        for (JsonNode statement : record.path("sql")) {
            try {
                run(statement.asText());
            } catch (SQLException e) {
                // It failed the first time too.
            }
        }
        if (record.path("group").asBoolean()) {
            end(!record.path("undone").asBoolean());
        }
        next++;
    }

    /** Whether it still holds what is on the volume. */
    boolean isCurrent() {
        return journal.identity().filter(identity::equals).isPresent();
    }

    /** Whether there is a database of this name. */
    boolean has(String database) throws SQLException {
        String sql = "SELECT 1 FROM INFORMATION_SCHEMA.SCHEMATA WHERE UPPER(SCHEMA_NAME) = UPPER("
                + Dialect.quoted(database) + ") AND SCHEMA_NAME <> 'PUBLIC'";
        return !execute(sql, Instant.EPOCH).rows().isEmpty();
    }

    /** Within a transaction nothing is kept until it is ended. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void end(boolean keep) throws SQLException {
        if (keep) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    private void run(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Answer execute(String sql, Instant at) throws SQLException {
        Functions.at(at);
        try (java.sql.Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? read(statement.getResultSet()) : Answer.NONE;
        }
    }

    private static Answer read(ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(about.getColumnLabel(i));
        }
        List<List<String>> values = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(text(rows, i));
            }
            values.add(row);
        }
        return new Answer(columns, values);
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        return value instanceof Boolean is ? is ? "1" : "0" : rows.getString(column);
    }

    /**
     * Adds to the log what the connection has done already.
     *
     * @param kept from when on it survives the machine
     */
    void log(Change change, boolean group, Instant kept) {
        ObjectNode record =
                JsonNodeFactory.instance.objectNode().put("at", change.at().toString());
        change.statements().forEach(record.putArray("sql")::add);
        if (group) {
            record.put("group", true).put("undone", change.undone());
        }
        journal.append(next++, record, kept);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
