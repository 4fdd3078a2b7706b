package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ConnectionMatrix;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold before an upgrade goes on: the parameter {@code gates}, read before anything is sent.
 *
 * @param rollouts objects that must be ready
 * @param connections between pods that must be open or closed
 */
record UpgradeGates(List<RolloutGate> rollouts, List<Connection> connections) {
    static final String PARAMETER = "gates";
    private static final Set<String> ROLLOUT = Set.of("kind", "name", "selector", "namespace");
    private static final String ALLOWED =
            "maps with kind, namespace, and name or selector, e.g. [kind: 'deployment', name: 'web', namespace:"
                    + " 'pets'], or with from, to and expect, e.g. [from: 'web', to: 'rabbitmq:5672', expect: 'allow',"
                    + " namespace: 'pets']";
    private static final String NAMESPACE = "default";

    static UpgradeGates none() {
        return new UpgradeGates(List.of(), List.of());
    }

    /** @param rows as the script gives them; null for none */
    static UpgradeGates parse(List<?> rows) throws InvalidParameterException {
        List<RolloutGate> rollouts = new ArrayList<>();
        List<Object> connections = new ArrayList<>();
        for (Object row : rows == null ? List.of() : rows) {
            if (!(row instanceof Map<?, ?> map)) {
                throw refuse(row, "Write each row as a map.");
            }
            if (map.containsKey("from") || map.containsKey("to")) {
                connections.add(row);
            } else {
                rollouts.add(rollout(map));
            }
        }
        return new UpgradeGates(
                rollouts,
                connections.isEmpty() ? List.of() : ConnectionMatrix.parse(PARAMETER, connections, NAMESPACE));
    }

    boolean isEmpty() {
        return rollouts.isEmpty() && connections.isEmpty();
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
