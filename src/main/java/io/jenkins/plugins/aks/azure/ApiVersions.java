package io.jenkins.plugins.aks.azure;

/** The api-versions that requests are made with; stable ones (azure-operations sections 0, 1, 18). */
public final class ApiVersions {
    /** Microsoft.ContainerService. */
    public static final String CONTAINER_SERVICE = "2025-09-01";

    /** {@code Microsoft.ContainerService/fleets} and their members (azure-operations section 13). */
    public static final String FLEETS = "2025-03-01";

    /** Resource groups, deployments, providers, resource lists. */
    public static final String RESOURCES = "2025-04-01";

    /** {@code Microsoft.Compute/skus}. */
    public static final String COMPUTE_SKUS = "2021-07-01";

    /** {@code Microsoft.Compute/locations/usages}. */
    public static final String COMPUTE_USAGES = "2024-07-01";

    /** Subscriptions and their locations. */
    public static final String SUBSCRIPTIONS = "2022-12-01";

    /** {@code Microsoft.ContainerRegistry/registries}. */
    public static final String CONTAINER_REGISTRY = "2023-07-01";

    /** {@code Microsoft.Monitor/accounts}, which the portal calls Azure Monitor workspaces. */
    public static final String MONITOR_ACCOUNTS = "2023-04-03";

    /** {@code Microsoft.OperationalInsights/workspaces}. */
    public static final String LOG_WORKSPACES = "2023-09-01";

    /** {@code Microsoft.Dashboard/grafana}. */
    public static final String GRAFANA = "2023-09-01";

    /** Data collection endpoints, rules and associations. */
    public static final String DATA_COLLECTION = "2022-06-01";

    /** {@code Microsoft.AlertsManagement/prometheusRuleGroups}. */
    public static final String RULE_GROUPS = "2023-03-01";

    /** {@code Microsoft.AlertsManagement/alertRuleRecommendations}; there is no stable one. */
    public static final String RULE_RECOMMENDATIONS = "2023-01-01-preview";

    /** {@code Microsoft.Features}. */
    public static final String FEATURES = "2021-07-01";

    private ApiVersions() {}
}
