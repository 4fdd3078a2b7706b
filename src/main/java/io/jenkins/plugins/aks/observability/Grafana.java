package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP API of one managed Grafana (azure-operations section 10). It has no api-versions. */
record Grafana(Arm api) {
    private static final String NONE = "";

    /** @return what grafana.com has under this number, asked for by the instance itself */
    JsonNode gallery(int number) throws OperationException, TransientException {
        return api.get("/api/gnet/dashboards/" + number, NONE).body();
    }

    List<JsonNode> folders() throws OperationException, TransientException {
        return list("/api/folders?limit=1000");
    }

    List<JsonNode> dataSources() throws OperationException, TransientException {
        return list("/api/datasources");
    }

    private List<JsonNode> list(String path) throws OperationException, TransientException {
        List<JsonNode> items = new ArrayList<>();
        api.get(path, NONE).body().path("value").forEach(items::add);
        return items;
    }

    void createFolder(ObjectNode folder) throws OperationException, TransientException {
        api.post("/api/folders", NONE, folder);
    }

    /** With {@code meta} and {@code dashboard}; empty where there is none of this uid. */
    Optional<ObjectNode> dashboard(String uid) throws OperationException, TransientException {
        return api.find("/api/dashboards/uid/" + uid, NONE).map(ArmResponse::body);
    }

    void importDashboard(ObjectNode body) throws OperationException, TransientException {
        api.post("/api/dashboards/import", NONE, body);
    }
}
