package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service that observes clusters, and how a step's parameter names one: by id, by name, or not at all (W015). */
public enum MonitoringService {
    MONITOR_WORKSPACE(
            "monitorWorkspace", "Azure Monitor workspace", "Microsoft.Monitor/accounts", ApiVersions.MONITOR_ACCOUNTS),
    GRAFANA("grafana", "Grafana", "Microsoft.Dashboard/grafana", ApiVersions.GRAFANA),
    LOG_WORKSPACE(
            "logWorkspace",
            "Log Analytics workspace",
            "Microsoft.OperationalInsights/workspaces",
            ApiVersions.LOG_WORKSPACES);

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";

    private final String parameter;
    private final String title;
    private final String type;
    private final String apiVersion;

    MonitoringService(String parameter, String title, String type, String apiVersion) {
        this.parameter = parameter;
        this.title = title;
        this.type = type;
        this.apiVersion = apiVersion;
    }

    public String apiVersion() {
        return apiVersion;
    }

    /** e.g. {@code Microsoft.Monitor}. */
    public String namespace() {
        return type.substring(0, type.indexOf('/'));
    }

    /** @return what was given, checked by its text alone */
    public String checked(String given) throws InvalidParameterException {
        boolean good = given == null || (given.startsWith("/") ? isId(given) : given.matches(NAME));
        if (!good) {
            throw new InvalidParameterException(
                    parameter,
                    given,
                    "the name of one in the cluster's resource group, or an id /subscriptions/…/providers/" + type
                            + "/{name}",
                    "azureDeploy(builtin: 'lab') returns the id among its outputs; or leave it out where the group has"
                            + " only one.");
        }
        return given;
    }

    private boolean isId(String given) {
        try {
            ResourceId id = ResourceId.parse(given);
            return id.isOf(type) && id.resourceGroup().isPresent();
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    /** The subscription that one is in. */
    public String subscription(String given, String clusters) {
        return given != null && given.startsWith("/")
                ? ResourceId.parse(given).subscription().orElse(clusters)
                : clusters;
    }

    /**
     * The resource as GET gives it.
     *
     * @return empty where none was named and the group has none
     * @throws OperationException where the one that was named does not exist, or none was named and the group has several
     */
    public Optional<JsonNode> find(Arm arm, String groupId, String given)
            throws OperationException, TransientException {
        if (given != null) {
            String id = given.startsWith("/") ? given : groupId + "/providers/" + type + "/" + given;
            Optional<JsonNode> found = arm.find(id, apiVersion).map(answer -> answer.body());
            if (found.isEmpty()) {
                throw missing(id, "it does not exist. Correct " + parameter + ", or make it with azureDeploy.");
            }
            return found;
        }
        List<JsonNode> all = arm.list(groupId + "/providers/" + type, apiVersion);
        if (all.size() > 1) {
            String names = all.stream()
                    .map(each -> each.path("name").asText())
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw missing(
                    groupId, "the resource group has several: " + names + ". Say which one by " + parameter + ".");
        }
        return all.stream().findFirst();
    }

    /** One that must be there. */
    public JsonNode require(Arm arm, String groupId, String given, String without)
            throws OperationException, TransientException {
        Optional<JsonNode> found = find(arm, groupId, given);
        if (found.isEmpty()) {
            throw missing(
                    groupId,
                    "the resource group has none. Make one with azureDeploy(builtin: 'lab'), give the id of another as "
                            + parameter + ", or leave it out with " + without + ".");
        }
        return found.get();
    }

    private OperationException missing(String where, String why) {
        return new OperationException(
                title + ": " + why,
                Map.of("code", "ResourceNotFound", "parameter", parameter, "resource", where),
                null);
    }
}
