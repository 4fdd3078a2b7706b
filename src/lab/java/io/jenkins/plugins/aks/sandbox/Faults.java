package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The fault script in force. The first rule that concerns a request decides; all that match it count it. */
public final class Faults {
    private static final String PREFIX = "fault/";

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final Store store;

    Faults(Store store) {
        this.store = store;
    }

    public void add(FaultRule rule) {
        rules.add(rule);
    }

    /** Forgets all rules and how often they matched. */
    public void clear() {
        rules.clear();
        store.under(PREFIX).keySet().forEach(store::delete);
    }

    /** What the script wants of this request, which counts as one more that the rules saw. */
    public synchronized Optional<FaultRule> decide(String method, String path) {
        Optional<FaultRule> decided = Optional.empty();
        for (FaultRule rule : rules) {
            if (rule.concerns(method, path)) {
                long occurrence = count(rule);
                if (decided.isEmpty() && rule.concerns(occurrence)) {
                    decided = Optional.of(rule);
                }
            }
        }
        return decided;
    }

    private long count(FaultRule rule) {
        String key = PREFIX + rule.name();
        long occurrence = store.get(key).map(d -> d.path("count").asLong()).orElse(0L) + 1;
        ObjectNode document = Json.object().put("count", occurrence);
        store.put(key, document);
        return occurrence;
    }
}
