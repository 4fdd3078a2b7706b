package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.Optional;

/**
 * Replaces the nodes of pools that the container service upgrades, and keeps in the store how far that is. The container
 * service reads it there.
 */
final class Rollouts implements Controller {
    private final ControlPlane plane;
    private final Store store;
    private final Desired desired;
    private final DisruptionBudgets budgets;

    Rollouts(ControlPlane plane, Store store, Desired desired, DisruptionBudgets budgets) {
        this.plane = plane;
        this.store = store;
        this.desired = desired;
        this.budgets = budgets;
    }

    @Override
    public void reconcile() {
        ObjectNode wanted = desired.read();
        for (JsonNode pool : wanted.path("pools")) {
            String key = Desired.rollout(desired.key(), Json.text(pool, "name"));
            Optional<ObjectNode> known = store.get(key);
            boolean asked = pool.path("rollout").isObject();
            if (asked || known.isPresent()) {
                RolloutState state = new RolloutState(known.orElseGet(Json::object));
                ObjectNode before = state.json().deepCopy();
                new Rollout(plane, store, desired, new Drain(plane, budgets), wanted.path("cluster"), pool, state)
                        .advance();
                if (!before.equals(state.json())) {
                    store.put(key, state.json());
                }
            }
        }
    }
}
