package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.FleetCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The fleet steps through the real clients against the sandbox; each turn in a new process. */
final class FleetKit implements AutoCloseable {
    final FleetCloud fleets;
    final SandboxSession session;
    final AksScope scope;

    FleetKit(Path directory) throws Exception {
        fleets = new FleetCloud(directory);
        session = new SandboxSession(fleets.cloud);
        scope = new FixedScope(session.subscription(), "rg", "a", Optional.of("westeurope"));
    }

    Operation<AksSession> create(Consumer<FleetCreateStep> parameters) throws Exception {
        FleetCreateStep step = new FleetCreateStep("fleet1");
        parameters.accept(step);
        return step.operation(scope);
    }

    Operation<AksSession> join(Consumer<FleetJoinStep> parameters) throws Exception {
        FleetJoinStep step = new FleetJoinStep();
        step.setFleet("fleet1");
        parameters.accept(step);
        return step.operation(scope);
    }

    Operation<AksSession> members(Consumer<FleetMembersStep> parameters) throws Exception {
        FleetMembersStep step = new FleetMembersStep();
        step.setFleet("fleet1");
        parameters.accept(step);
        return step.operation(scope);
    }

    Operation<AksSession> place(Consumer<FleetPlaceStep> parameters) throws Exception {
        FleetPlaceStep step = new FleetPlaceStep("web");
        step.setFleet("fleet1");
        parameters.accept(step);
        return step.operation(scope);
    }

    /** A running hub and clusters that are its members, with a namespace to place. */
    void fleetOf(String... names) {
        fleets.clusters(names);
        fleets.hub();
        fleets.joined(names);
        fleets.namespace("web");
        fleets.hub(
                "POST",
                "/api/v1/namespaces/web/configmaps",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {key: one}}");
    }

    /** How often something was written. */
    int writes() {
        return session.gate.writes().size();
    }

    static Map<String, String> verdicts(Map<String, Object> result) {
        Map<String, String> verdicts = new java.util.TreeMap<>();
        for (Object member : (List<?>) result.get("members")) {
            Map<?, ?> map = (Map<?, ?>) member;
            verdicts.put(map.get("name").toString(), map.get("verdict").toString());
        }
        return verdicts;
    }

    @Override
    public void close() {
        session.close();
        fleets.close();
    }
}
