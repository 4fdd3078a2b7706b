package io.jenkins.plugins.aks.cluster;

/**
 * The names by which the Azure CLI and the portal know a cluster's data collection, so that whichever of them turned
 * monitoring on, the others find it (azure-operations 3.2, 3.3).
 */
final class MonitoringNames {
    static final String METRICS_ASSOCIATION = "ContainerInsightsMetricsExtension";
    static final String LOGS_ASSOCIATION = "ContainerInsightsExtension";

    private static final int ENDPOINT = 44;
    private static final int RULE = 64;
    private static final int RULE_GROUP = 260;

    private MonitoringNames() {}

    /**
     * Cut first, and only then freed of underscores, which endpoints do not take; as the CLI does.
     *
     * @param region of the Monitor workspace
     */
    static String endpoint(String region, String cluster) {
        return ended(cut("MSProm-" + region + "-" + cluster, ENDPOINT).replaceAll("[^A-Za-z0-9-]", ""));
    }

    /** @param region of the Monitor workspace */
    static String metricsRule(String region, String cluster) {
        return ended(cut("MSProm-" + region + "-" + cluster, RULE));
    }

    /** @param region of the Log Analytics workspace */
    static String logsRule(String region, String cluster) {
        return ended(cut("MSCI-" + region + "-" + cluster, RULE));
    }

    static String ruleGroup(String template, String cluster) {
        return cut(template + "-" + cluster, RULE_GROUP);
    }

    private static String cut(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most);
    }

    private static String ended(String name) {
        return name.replaceAll("[^A-Za-z0-9]+$", "");
    }
}
