package io.jenkins.plugins.aks.check;

import java.util.Objects;

/**
 * One expectation of one subject.
 *
 * @param name what is checked, e.g. {@code order-service -> rabbitmq:5672}; the same in each run, since Jenkins follows a
 *     test by its name
 * @param expected what should be found, e.g. {@code deny}
 */
public record Check(String name, String expected) {
    public Check {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a check needs a name");
        }
        Objects.requireNonNull(expected, "expected");
    }

    public CheckResult passed(String got) {
        return new CheckResult(this, Verdict.PASSED, got, "");
    }

    /** @param reason why it differs, as far as was seen */
    public CheckResult failed(String got, String reason) {
        return new CheckResult(this, Verdict.FAILED, got, reason);
    }

    /** @param reason why neither can be said, and what to do */
    public CheckResult inconclusive(String got, String reason) {
        return new CheckResult(this, Verdict.INCONCLUSIVE, got, reason);
    }
}
