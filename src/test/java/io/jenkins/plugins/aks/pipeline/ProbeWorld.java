package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cloud in which one thing is made: asked for once (which is counted), ready when the test says so. It outlives restarts
 * of the controller, as clouds do.
 */
final class ProbeWorld {
    final List<String> requests = new ArrayList<>();
    final List<AksSession> sessions = new ArrayList<>();
    boolean ready;
    Exception trouble;

    Operation<AksSession> operation(String group, ProbeStep step) {
        return new Operation<>() {
            @Override
            public Turn advance(AksSession session, Journal journal) throws Exception {
                sessions.add(session);
                if (trouble != null) {
                    throw trouble;
                }
                if (journal.get("asked").isEmpty()) {
                    journal.put("asked", "yes").save();
                    requests.add("create " + group + " " + step.getName() + " " + step.getCount());
                }
                return ready
                        ? Turn.done(Map.of("name", step.getName(), "changed", true))
                        : Turn.again(Duration.ofSeconds(10), step.getName() + ": Creating");
            }

            @Override
            public Turn abort(AksSession session, Journal journal, OnAbort how) {
                requests.add(how + " " + step.getName());
                return Operation.left("half made");
            }
        };
    }
}
