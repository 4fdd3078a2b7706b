package io.jenkins.plugins.aks.check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check came to, and why.
 *
 * @param got what was found, to be read beside {@link Check#expected}
 * @param reason what was seen that explains it; may be empty
 * @param took how long the look took; zero where that says nothing
 * @param details more for programs, plain values only
 */
public record CheckResult(
        Check check, Verdict verdict, String got, String reason, Duration took, Map<String, Object> details) {

    public CheckResult {
        details = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public CheckResult(Check check, Verdict verdict, String got, String reason) {
        this(check, verdict, got, reason, Duration.ZERO, Map.of());
    }

    public CheckResult took(Duration duration) {
        return new CheckResult(check, verdict, got, reason, duration, details);
    }

    public CheckResult with(Map<String, Object> more) {
        return new CheckResult(check, verdict, got, reason, took, more);
    }

    public boolean isPassed() {
        return verdict == Verdict.PASSED;
    }

    /** One sentence: the check, what was expected, what was found, and why. */
    public String text() {
        String ending = reason.isEmpty() ? "" : " (" + reason + ")";
        return check.name() + ": expected " + check.expected() + ", got " + got + ending;
    }

    /** As steps return it. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", check.name());
        map.put("expected", check.expected());
        map.put("got", got);
        map.put("verdict", verdict.text());
        map.put("reason", reason);
        map.put("milliseconds", took.toMillis());
        map.putAll(details);
        return map;
    }
}
