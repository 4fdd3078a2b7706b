package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ChosenObject;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyState;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Waits until objects are ready, have a condition, or are gone (W021). */
final class KubeWait implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final int SHOWN = 3;

    private final String clusterId;
    private final ObjectChoice choice;
    private final WaitGoal goal;

    KubeWait(String clusterId, ObjectChoice choice, WaitGoal goal) {
        this.clusterId = clusterId;
        this.choice = choice;
        this.goal = goal;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ApiReader reader = new ApiReader(session.kubernetes(clusterId));
        List<ChosenObject> objects = choice.find(reader);
        List<String> unmet = new ArrayList<>();
        for (ChosenObject object : objects) {
            String missing = unmet(reader, object);
            if (!missing.isEmpty()) {
                unmet.add(object.subject() + ": " + missing);
            }
        }
        if (objects.isEmpty() && !goal.isGone()) {
            unmet.add(choice.kind() + " with " + choice.selector() + " in namespace "
                    + (choice.namespace().isEmpty() ? "default" : choice.namespace()) + ": none exists");
        }
        if (!unmet.isEmpty()) {
            String more = unmet.size() > SHOWN ? " and " + (unmet.size() - SHOWN) + " more" : "";
            return Turn.again(LOOK_AGAIN, String.join(" | ", unmet.subList(0, Math.min(SHOWN, unmet.size()))) + more);
        }
        return Turn.done(result(session, objects));
    }

    private String unmet(ApiReader reader, ChosenObject object) throws OperationException, TransientException {
        JsonNode live = object.live();
        if (goal.isGone()) {
            return live.isMissingNode() ? "" : "to be gone";
        }
        if (live.isMissingNode()) {
            return "does not exist";
        }
        if (!goal.isReady()) {
            return goal.unmet(live);
        }
        ReadyState state = new ReadinessLook(reader).at(object.kind(), live);
        if (state.isFailed()) {
            throw new OperationException(object.subject() + " does not become ready: " + state.text()
                    + ". kubeGet with describe: true shows its events.");
        }
        return state.text();
    }

    private static Map<String, Object> result(AksSession session, List<ChosenObject> objects) {
        Map<String, Object> addresses = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (ChosenObject object : objects) {
            names.add(object.name());
            boolean service = object.kind().kind().equals("Service");
            String address = service ? ReadinessLook.address(object.live()) : "";
            if (!address.isEmpty()) {
                addresses.put(object.name(), address);
                session.log().line(object.subject() + ": external address " + address);
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("names", names);
        result.put("addresses", addresses);
        return result;
    }
}
