package io.jenkins.plugins.aks.sandbox.mysql;

/** An error as the server numbers and words it. */
final class SqlError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final String ANY_STATE = "HY000";

    private final int code;
    private final String state;

    SqlError(int code, String state, String message) {
        super(message, null, false, false);
        this.code = code;
        this.state = state;
    }

    static SqlError noDatabase() {
        return new SqlError(1046, "3D000", "No database selected");
    }

    static SqlError unknownDatabase(String name) {
        return new SqlError(1049, "42000", "Unknown database '" + name + "'");
    }

    static SqlError syntax(String near) {
        return new SqlError(
                1064,
                "42000",
                "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version"
                        + " for the right syntax to use near '" + near + "' at line 1");
    }

    /** As clients print it. */
    String text(String where) {
        return "ERROR " + code + " (" + state + ")" + where + ": " + getMessage();
    }
}
