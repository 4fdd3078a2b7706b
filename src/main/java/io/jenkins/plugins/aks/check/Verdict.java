package io.jenkins.plugins.aks.check;

import java.util.Locale;

/** What a check came to. */
public enum Verdict {
    PASSED,
    FAILED,
    /** What was seen proves neither, e.g. a probe that could not run; counts as not passed. */
    INCONCLUSIVE;

    /** As results and logs show it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
