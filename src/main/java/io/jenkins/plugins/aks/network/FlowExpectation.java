package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.check.Check;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often a kind of flow is expected, e.g. at least once dropped from world to pets/store-front.
 *
 * @param port of the destination; 0 for any
 * @param atMost {@link #ANY} for no upper limit
 */
record FlowExpectation(FlowVerdict verdict, FlowPlace from, FlowPlace to, int port, int atLeast, int atMost) {
    static final int ANY = Integer.MAX_VALUE;

    private static final Set<String> KEYS = Set.of("verdict", "from", "to", "port", "atLeast", "atMost");
    private static final int MOST_CLAUSES = 100;
    private static final int HIGHEST_PORT = 65_535;

    /** @param namespace of pods that are named without one */
    static List<FlowExpectation> parse(String parameter, List<Map<String, Object>> clauses, String namespace)
            throws InvalidParameterException {
        if (clauses.size() > MOST_CLAUSES) {
            throw new InvalidParameterException(
                    parameter, clauses.size() + " clauses", "at most " + MOST_CLAUSES, "Use several steps.");
        }
        List<FlowExpectation> parsed = new ArrayList<>();
        for (int i = 0; i < clauses.size(); i++) {
            parsed.add(one(parameter + "[" + i + "]", clauses.get(i), namespace));
        }
        return parsed;
    }

    private static FlowExpectation one(String where, Map<String, Object> clause, String namespace)
            throws InvalidParameterException {
        Set<String> unknown = new TreeSet<>(clause.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new InvalidParameterException(
                    where, String.join(", ", unknown), String.join(", ", new TreeSet<>(KEYS)), "Correct the key.");
        }
        if (!clause.containsKey("from") && !clause.containsKey("to")) {
            throw new InvalidParameterException(where, clause, "from, to, or both", "Say which flows are meant.");
        }
        Object verdict = clause.get("verdict");
        int atMost = number(where + ".atMost", clause.get("atMost"), ANY, 0, ANY);
        int atLeast = number(where + ".atLeast", clause.get("atLeast"), clause.containsKey("atMost") ? 0 : 1, 0, ANY);
        if (atLeast > atMost || atLeast == 0 && atMost == ANY) {
            throw new InvalidParameterException(
                    where,
                    "atLeast " + atLeast + (atMost == ANY ? "" : ", atMost " + atMost),
                    "atLeast of 1 or more, or atMost, with atLeast no more than atMost",
                    "As written every or no number of flows would do.");
        }
        return new FlowExpectation(
                FlowVerdict.parse(where + ".verdict", verdict == null ? "" : verdict.toString()),
                FlowPlace.parse(where + ".from", clause.get("from"), namespace),
                FlowPlace.parse(where + ".to", clause.get("to"), namespace),
                number(where + ".port", clause.get("port"), 0, 1, HIGHEST_PORT),
                atLeast,
                atMost);
    }

    private static int number(String where, Object given, int otherwise, int least, int most)
            throws InvalidParameterException {
        if (given == null) {
            return otherwise;
        }
        String text = given.toString();
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new InvalidParameterException(
                    where, given, "a number from " + least + (most == ANY ? "" : " to " + most), "Correct the number.");
        }
        return Integer.parseInt(text);
    }

    boolean matches(Flow flow) {
        return flow.verdict() == verdict
                && (port == 0 || flow.destination().port() == port)
                && from.matches(flow.source())
                && to.matches(flow.destination());
    }

    /** Whether more flows cannot change the verdict. */
    boolean isSettled(long seen) {
        return seen > atMost || atMost == ANY && seen >= atLeast;
    }

    CheckResult judge(long seen) {
        Check check = new Check(name(), expected());
        String got = times(seen);
        if (seen > atMost) {
            return check.failed(got, "");
        }
        return seen >= atLeast
                ? check.passed(got)
                : check.failed(
                        got,
                        "no such flow was in Hubble's buffer or came while it was watched: check that there was such"
                                + " traffic, and that no filter of the step leaves it out");
    }

    private String name() {
        return verdict.text()
                + (from.text().isEmpty() ? "" : " from " + from.text())
                + (to.text().isEmpty() ? "" : " to " + to.text())
                + (port == 0 ? "" : " port " + port);
    }

    private String expected() {
        if (atMost == 0) {
            return "never";
        }
        String least = atLeast == 0 ? "" : "at least " + times(atLeast);
        String most = atMost == ANY ? "" : "at most " + times(atMost);
        return least.isEmpty() ? most : most.isEmpty() ? least : least + " and " + most;
    }

    private static String times(long count) {
        return count == 0 ? "never" : count == 1 ? "once" : count + " times";
    }
}
