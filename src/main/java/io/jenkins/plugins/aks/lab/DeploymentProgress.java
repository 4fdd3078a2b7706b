package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;

/** How far a running deployment is, for the log: a long wait should name what is waited for. */
final class DeploymentProgress {
    private static final int NAMED = 3;

    private final DeploymentOperations operations;

    DeploymentProgress(DeploymentOperations operations) {
        this.operations = operations;
    }

    /**
     * @param path the deployment's id
     * @return e.g. {@code 4 of 6 resources made, waiting for grafana myGrafana}; empty while there is nothing to say
     */
    String of(String path) throws OperationException, TransientException {
        int made = 0;
        int all = 0;
        List<String> running = new ArrayList<>();
        for (JsonNode each : operations.list(path)) {
            String id = each.at("/properties/targetResource/id").asText();
            String state = each.at("/properties/provisioningState").asText();
            if (!id.isEmpty()) {
                all++;
                made += state.equalsIgnoreCase("Succeeded") ? 1 : 0;
                if (state.equalsIgnoreCase("Running")) {
                    ResourceId resource = ResourceId.parse(id);
                    running.add(resource.shortType() + " " + resource.name());
                }
            }
        }
        if (all == 0) {
            return "";
        }
        String waiting = running.isEmpty()
                ? ""
                : ", waiting for " + String.join(", ", running.subList(0, Math.min(NAMED, running.size())))
                        + (running.size() > NAMED ? ", …" : "");
        return made + " of " + all + " resources begun are made" + waiting;
    }
}
