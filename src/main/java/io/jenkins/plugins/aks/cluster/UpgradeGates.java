package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of the parameter {@code gates}, read before anything is sent. */
final class UpgradeGates {
    static final String PARAMETER = "gates";
    private static final Set<String> ROLLOUT = Set.of("kind", "name", "selector", "namespace");
    private static final String ALLOWED =
            "maps with kind, namespace, and name or selector, e.g. [kind: 'deployment', name: 'web', namespace:"
                    + " 'pets']";

    private UpgradeGates() {}

    /** @param rows as the script gives them; null for none */
    static List<RolloutGate> parse(List<?> rows) throws InvalidParameterException {
        List<RolloutGate> gates = new ArrayList<>();
        for (Object row : rows == null ? List.of() : rows) {
            if (!(row instanceof Map<?, ?> map)) {
                throw refuse(row, "Write each row as a map.");
            }
            gates.add(rollout(map));
        }
        return gates;
    }

    private static RolloutGate rollout(Map<?, ?> row) throws InvalidParameterException {
        for (Object key : row.keySet()) {
            if (!ROLLOUT.contains(String.valueOf(key))) {
                throw refuse(row, "It has the key '" + key + "', which no row has.");
            }
        }
        if (text(row, "kind").isEmpty()) {
            throw refuse(row, "It lacks the kind.");
        }
        if (text(row, "name").isEmpty() == text(row, "selector").isEmpty()) {
            throw refuse(row, "Give it a name or a selector, one of the two.");
        }
        return new RolloutGate(
                new ObjectChoice(text(row, "kind"), text(row, "name"), text(row, "namespace"), text(row, "selector")));
    }

    private static String text(Map<?, ?> row, String key) {
        return row.get(key) == null ? "" : String.valueOf(row.get(key)).strip();
    }

    private static InvalidParameterException refuse(Object row, String advice) {
        return new InvalidParameterException(PARAMETER, row, ALLOWED, advice);
    }
}
