package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.check.Check;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ChosenObject;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyState;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;

/** A row of gates that wants Kubernetes objects ready, as their kind understands it. */
record RolloutGate(ObjectChoice choice) {
    private static final String READY = "ready";

    /** One result for each object; one that failed where there is none. */
    List<CheckResult> look(ApiReader reader) throws OperationException, TransientException {
        List<ChosenObject> objects = choice.find(reader);
        if (objects.isEmpty()) {
            String name = choice.kind() + " " + choice.namespace() + " " + choice.selector();
            return List.of(new Check(name.strip(), READY).failed("none", "nothing matches the selector"));
        }
        ReadinessLook readiness = new ReadinessLook(reader);
        List<CheckResult> results = new ArrayList<>();
        for (ChosenObject object : objects) {
            Check check = new Check(object.subject(), READY);
            if (object.live().isMissingNode()) {
                results.add(check.failed("none", "it does not exist"));
                continue;
            }
            ReadyState state = readiness.at(object.kind(), object.live());
            results.add(state.isReady() ? check.passed(READY) : check.failed("not ready", state.text()));
        }
        return results;
    }
}
