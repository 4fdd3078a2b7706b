package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.check.Check;
import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.operation.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes of what was seen the checks that decide, the figures and the timeline. */
final class FailoverVerdict {
    private static final String ROWS = FailoverPhases.ROWS;

    private final FailoverSpec spec;
    private final FailoverFacts facts;
    private final List<String> left;

    /**
     * @param phases the results of the phases by name
     * @param left what could not be put back
     */
    FailoverVerdict(FailoverSpec spec, Map<String, Object> phases, List<String> left) {
        this.spec = spec;
        this.facts = new FailoverFacts(phases);
        this.left = left;
    }

    List<FailoverEvent> timeline() {
        return facts.timeline();
    }

    CheckReport report() {
        List<CheckResult> results = new ArrayList<>();
        results.add(recovery());
        results.add(volume());
        results.add(availability());
        results.add(lost());
        results.add(none("no row is altered", facts.text(ROWS, FailoverRows.ALTERED_ROWS)));
        results.add(none("no row is there twice", facts.text(ROWS, FailoverRows.DUPLICATED_ROWS)));
        results.add(newRows());
        results.add(
                left.isEmpty()
                        ? restored().passed("put back")
                        : restored().failed(left.size() + " left", String.join(" ", left)));
        return new CheckReport(spec.title(), results);
    }

    private boolean recovered() {
        return facts.is(FailoverPhases.WATCHED, FailoverWatch.RECOVERED);
    }

    private CheckResult recovery() {
        Check check = new Check("the pod is ready on another node", "another than the one taken away");
        return recovered()
                ? check.passed("node " + facts.text(FailoverPhases.WATCHED, FailoverWatch.NODE))
                : check.failed(
                        "no ready pod after " + facts.text(FailoverPhases.WATCHED, FailoverWatch.WAITED),
                        facts.text(FailoverPhases.WATCHED, FailoverWatch.TROUBLE));
    }

    private CheckResult volume() {
        Check check = new Check("the volume is the same", facts.text(FailoverPhases.WORKLOAD, FailoverWorkload.VOLUME));
        if (!recovered()) {
            return check.inconclusive("no pod that uses it", "");
        }
        return facts.is(FailoverPhases.WATCHED, FailoverWatch.SAME_VOLUME)
                ? check.passed("the same")
                : check.failed(
                        "another claim or volume", "the claim was made anew, so the data of before is elsewhere");
    }

    private CheckResult availability() {
        double seconds = facts.seconds(ROWS, FailoverRows.UNAVAILABLE);
        boolean ended = !facts.text(ROWS, FailoverRows.FIRST_WRITE).isEmpty();
        Duration length = Duration.ofMillis((long) (seconds * 1000));
        Check check =
                new Check("rows are acknowledged again in time", "within " + Durations.format(spec.maxUnavailable()));
        String got = (ended ? "after " : "not for ") + Durations.format(length);
        return ended && length.compareTo(spec.maxUnavailable()) <= 0
                ? check.passed(got).took(length)
                : check.failed(got, ended ? slowest() : "no row was acknowledged again")
                        .took(length);
    }

    /** Where the time went. */
    private String slowest() {
        List<String> parts = new ArrayList<>();
        facts.durations().forEach((name, seconds) -> parts.add(name.replace("Seconds", "") + " at " + seconds + " s"));
        return String.join(", ", parts) + refused();
    }

    private String refused() {
        String rows = facts.text(ROWS, FailoverRows.REFUSED_ROWS);
        return rows.isEmpty() ? "" : "; rows that were not taken: " + rows;
    }

    private CheckResult lost() {
        int count = facts.number(ROWS, FailoverRows.LOST);
        int acknowledged = facts.number(ROWS, FailoverRows.ACKNOWLEDGED);
        Check check = new Check("every acknowledged row is there", "at most " + spec.maxLostRows() + " lost");
        String rows = facts.text(ROWS, FailoverRows.LOST_ROWS);
        String unread = facts.text(ROWS, FailoverRows.UNREAD);
        String got = count + " of " + acknowledged + (unread.isEmpty() ? " lost" : " unreadable");
        String which = count == 0 ? "" : "rows " + rows + (unread.isEmpty() ? "" : "; " + unread);
        return count <= spec.maxLostRows() && unread.isEmpty()
                ? new CheckResult(check, io.jenkins.plugins.aks.check.Verdict.PASSED, got, which)
                : check.failed(got, which);
    }

    private CheckResult none(String name, String rows) {
        Check check = new Check(name, "none");
        if (!facts.text(ROWS, FailoverRows.UNREAD).isEmpty()) {
            return check.inconclusive("nothing could be read", "");
        }
        return rows.isEmpty() ? check.passed("none") : check.failed("rows " + rows, "");
    }

    private CheckResult newRows() {
        Check check = new Check("new rows are taken", "at least " + spec.rows());
        int after = recovered() ? facts.number(ROWS, FailoverRows.AFTER) : 0;
        return after >= spec.rows() ? check.passed(after + " rows") : check.failed(after + " rows", "");
    }

    private static Check restored() {
        return new Check("everything is as before", "put back");
    }

    /** What the step returns besides the report. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("how", spec.how().word());
        figures.put("storageClass", facts.text(FailoverPhases.SCENE, FailoverScene.CLASS));
        figures.put("driver", facts.text(FailoverPhases.WORKLOAD, FailoverWorkload.DRIVER));
        figures.put("nodePool", facts.text(FailoverPhases.WORKLOAD, FailoverWorkload.POOL));
        figures.put("fromNode", facts.text(FailoverPhases.TAKEN, TakenNode.NODE));
        figures.put("toNode", facts.text(FailoverPhases.WATCHED, FailoverWatch.NODE));
        figures.put("addedNode", facts.text(FailoverPhases.SPARE, SpareNode.NODE));
        figures.put("unavailableSeconds", facts.seconds(ROWS, FailoverRows.UNAVAILABLE));
        figures.putAll(facts.durations());
        figures.put("rowsAcknowledged", facts.number(ROWS, FailoverRows.ACKNOWLEDGED));
        figures.put("rowsLost", facts.number(ROWS, FailoverRows.LOST));
        figures.put("lostRows", facts.text(ROWS, FailoverRows.LOST_ROWS));
        figures.put("rowsDuplicated", facts.number(ROWS, FailoverRows.DUPLICATED));
        figures.put("duplicatedRows", facts.text(ROWS, FailoverRows.DUPLICATED_ROWS));
        figures.put("alteredRows", facts.text(ROWS, FailoverRows.ALTERED_ROWS));
        figures.put("refusedRows", facts.text(ROWS, FailoverRows.REFUSED_ROWS));
        figures.put("rowsUnacknowledged", facts.number(ROWS, FailoverRows.UNACKNOWLEDGED));
        figures.put("rowsAfter", facts.number(ROWS, FailoverRows.AFTER));
        figures.put("timeline", timeline().stream().map(FailoverEvent::asMap).toList());
        figures.put("left", left);
        figures.put("changed", true);
        return figures;
    }
}
