package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.check.Seen.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a verdict of what was seen last of a connection. */
final class Judge {
    private Judge() {}

    /** Whether what was seen is what was expected. */
    static boolean isMet(Connection connection, Seen seen) {
        return verdict(connection, seen) == Verdict.PASSED;
    }

    /**
     * @param probes how many there were
     * @param stable whether the last ones agree
     */
    static CheckResult result(Connection connection, Seen seen, int probes, boolean stable) {
        Verdict verdict = stable ? verdict(connection, seen) : Verdict.INCONCLUSIVE;
        String reason = reason(seen) + (stable ? "" : "; the answers change from probe to probe");
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("from", connection.from().text());
        details.put("namespace", connection.from().namespace());
        details.put("to", connection.to().text());
        details.put("seen", seen.outcome().name().toLowerCase(java.util.Locale.ROOT));
        details.put("where", seen.where());
        details.put("probes", probes);
        return new CheckResult(connection.check(), verdict, got(seen), reason, seen.took(), details);
    }

    private static Verdict verdict(Connection connection, Seen seen) {
        boolean allow = connection.expect() == Expectation.ALLOW;
        return switch (seen.outcome()) {
            case OPEN -> allow ? Verdict.PASSED : Verdict.FAILED;
            case TIMED_OUT, NOT_EXPOSED -> allow ? Verdict.FAILED : Verdict.PASSED;
            case REFUSED -> allow ? Verdict.FAILED : Verdict.INCONCLUSIVE;
            case NO_NAME -> allow ? Verdict.FAILED : withoutName(seen);
            case UNCLEAR, NOT_PROBED -> Verdict.INCONCLUSIVE;
        };
    }

    /** A name that is not found says nothing about the way to the address behind it. */
    private static Verdict withoutName(Seen seen) {
        if (seen.byAddress() == null || seen.byAddress() == Outcome.TIMED_OUT) {
            return Verdict.PASSED;
        }
        return seen.byAddress() == Outcome.OPEN ? Verdict.FAILED : Verdict.INCONCLUSIVE;
    }

    private static String got(Seen seen) {
        return switch (seen.outcome()) {
            case OPEN -> "allow";
            case TIMED_OUT, NOT_EXPOSED -> "deny";
            case NO_NAME -> seen.byAddress() == Outcome.OPEN ? "deny of the name only" : "deny";
            case REFUSED -> "refused";
            case UNCLEAR -> "an unclear answer";
            case NOT_PROBED -> "no probe";
        };
    }

    private static String reason(Seen seen) {
        String said = seen.said().isEmpty() ? "" : seen.said() + ", ";
        String where = "in " + seen.where();
        return switch (seen.outcome()) {
            case OPEN -> said + where;
            case TIMED_OUT -> said + "nothing came back " + where;
            case REFUSED -> said + "so the network let it through and nothing listens there, " + where;
            case NO_NAME -> said + "the name was not found " + where + byAddress(seen);
            case UNCLEAR -> said + "which a proxy or a policy for requests may have answered, " + where;
            case NOT_EXPOSED, NOT_PROBED -> seen.said();
        };
    }

    private static String byAddress(Seen seen) {
        if (seen.byAddress() == null) {
            return "";
        }
        return switch (seen.byAddress()) {
            case OPEN -> "; at its address " + seen.address() + " the connection opens, so only DNS is denied";
            case TIMED_OUT -> "; at its address " + seen.address() + " nothing comes back either";
            default -> "; its address " + seen.address() + " answers otherwise";
        };
    }
}
