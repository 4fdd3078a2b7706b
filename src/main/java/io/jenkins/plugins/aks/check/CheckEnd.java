package io.jenkins.plugins.aks.check;

import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Instant;
import java.util.Map;

/**
 * How a step with checks ends: it writes the report, logs it, and fails, becomes unstable or goes on. Doing it twice does
 * no harm, so a step that was killed in the middle of its end does it again.
 *
 * @param junit the file of the workspace for the report; empty for none
 */
public record CheckEnd(OnFailure onFailure, String junit) {

    /** Writes a file of the workspace. */
    @FunctionalInterface
    public interface Files {
        void write(String path, String text) throws OperationException, TransientException;
    }

    /** Marks the step, its stage and the build as unstable. */
    @FunctionalInterface
    public interface Mark {
        void unstable(String why) throws OperationException, TransientException;
    }

    /**
     * @param at when the checks ended
     * @return what the step returns of the report
     * @throws OperationException if not all passed and that is to fail the step; it names each check that did not pass
     */
    public Map<String, Object> settle(CheckReport report, Instant at, Log log, Files files, Mark mark)
            throws OperationException, TransientException {
        if (!junit.isEmpty()) {
            files.write(junit, JUnitReport.xml(report, at));
        }
        if (report.isPassed() || onFailure != OnFailure.FAIL) {
            report.lines().forEach(log::line);
        }
        if (!report.isPassed()) {
            switch (onFailure) {
                case FAIL -> throw failure(report);
                case UNSTABLE -> mark.unstable(report.summary());
                case IGNORE -> {}
            }
        }
        return report.asMap();
    }

    private static OperationException failure(CheckReport report) {
        return new OperationException(
                String.join("\n", report.lines()),
                Map.of(
                        "failed", Long.toString(report.count(Verdict.FAILED)),
                        "inconclusive", Long.toString(report.count(Verdict.INCONCLUSIVE)),
                        "total", Integer.toString(report.results().size())),
                null);
    }
}
