package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What would make an upgrade of nodes fail half-way, found before anything is sent: all of it, not only the first. */
final class UpgradePreflight {
    static final String NODES = "nodes";
    static final String BUDGETS = "budgets";
    static final String QUOTA = "quota";
    static final String MAINTENANCE = "maintenance";
    private static final List<String> ALL = List.of(NODES, BUDGETS, QUOTA, MAINTENANCE);

    private final List<String> skipped;

    private UpgradePreflight(List<String> skipped) {
        this.skipped = skipped;
    }

    /** @param skipped names of checks to leave out; null for none */
    static UpgradePreflight without(List<String> skipped) throws InvalidParameterException {
        List<String> words = new ArrayList<>();
        for (String each : skipped == null ? List.<String>of() : skipped) {
            words.add(Given.word("skipChecks", each, ALL.toArray(String[]::new)));
        }
        return new UpgradePreflight(words);
    }

    /** One look. */
    @FunctionalInterface
    private interface Look {
        List<String> problems(PreflightScene scene) throws OperationException, TransientException;
    }

    /** @throws OperationException naming everything that stands in the way, and how to go on nevertheless */
    void require(PreflightScene scene) throws OperationException, TransientException {
        Map<String, Look> looks = new LinkedHashMap<>();
        looks.put(MAINTENANCE, MaintenanceInForce::problems);
        looks.put(NODES, NodeHealth::problems);
        looks.put(BUDGETS, BlockingBudgets::problems);
        looks.put(QUOTA, SurgeQuota::problems);
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Look> look : looks.entrySet()) {
            if (!skipped.contains(look.getKey())) {
                List<String> problems = look.getValue().problems(scene);
                problems.forEach(problem -> lines.add("[" + look.getKey() + "] " + problem));
                if (!problems.isEmpty()) {
                    names.add("'" + look.getKey() + "'");
                }
            }
        }
        if (!lines.isEmpty()) {
            throw new OperationException(
                    "cluster " + scene.place().cluster() + ": nothing was started, because: " + String.join(" ", lines)
                            + " Correct it and run the step again, or leave a check out with skipChecks: ["
                            + String.join(", ", names) + "].",
                    Map.of(
                            "code",
                            "PreflightFailed",
                            "checks",
                            String.join(",", names).replace("'", "")),
                    null);
        }
    }
}
