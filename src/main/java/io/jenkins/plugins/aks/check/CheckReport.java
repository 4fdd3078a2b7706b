package io.jenkins.plugins.aks.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of checks that belong together.
 *
 * @param title of the report, e.g. {@code connectivity before the policies}; the same in each run
 */
public record CheckReport(String title, List<CheckResult> results) {

    public CheckReport {
        results = List.copyOf(results);
    }

    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** Whether every check passed; one without checks proves nothing and has not. */
    public boolean isPassed() {
        return !results.isEmpty() && count(Verdict.PASSED) == results.size();
    }

    public List<CheckResult> unmet() {
        return results.stream().filter(result -> !result.isPassed()).toList();
    }

    /** For one line of a log. */
    public String summary() {
        if (results.isEmpty()) {
            return title + ": nothing was checked";
        }
        String line = title + ": " + count(Verdict.PASSED) + " of " + results.size() + " checks passed";
        return count(Verdict.INCONCLUSIVE) == 0 ? line : line + ", " + count(Verdict.INCONCLUSIVE) + " inconclusive";
    }

    /** The summary, and a line for each check that did not pass. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(summary()));
        unmet().forEach(result -> lines.add("  " + result.verdict().text() + ": " + result.text()));
        return lines;
    }

    /** As steps return it: counts, {@code passed}, and {@code results} with one map for each check. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", title);
        map.put("passed", isPassed());
        map.put("total", results.size());
        map.put("failed", count(Verdict.FAILED));
        map.put("inconclusive", count(Verdict.INCONCLUSIVE));
        map.put("results", results.stream().map(CheckResult::asMap).toList());
        return map;
    }
}
