package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The maintenance configurations that a cluster has (W154). */
final class MaintenanceWindowList implements Operation<AksSession> {

    private final String clusterId;
    private final String name;

    /** @param name null for all */
    MaintenanceWindowList(String clusterId, String name) {
        this.clusterId = clusterId;
        this.name = name;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        List<Map<String, Object>> windows = new ArrayList<>();
        for (JsonNode each :
                session.arm().list(clusterId + "/maintenanceConfigurations", ApiVersions.CONTAINER_SERVICE)) {
            if (name == null || name.equalsIgnoreCase(each.path("name").asText())) {
                windows.add(MaintenanceWindow.shown(session, (ObjectNode) each));
            }
        }
        if (windows.isEmpty()) {
            session.log().line("no maintenance window" + (name == null ? "" : " " + name) + " is configured");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("windows", windows);
        result.put("changed", false);
        return Turn.done(result);
    }
}
