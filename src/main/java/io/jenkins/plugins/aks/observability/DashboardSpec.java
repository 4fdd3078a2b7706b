package io.jenkins.plugins.aks.observability;

/**
 * What {@code grafanaDashboard} was asked for.
 *
 * @param grafana its id or name; null for the only one in the group
 * @param gallery the number at grafana.com; null for none
 * @param file in the workspace; null for none
 * @param builtin the name of a definition that is part of the plugin; null for none
 * @param folder its title
 * @param dataSource the name or uid of a Prometheus; null to choose
 * @param monitorWorkspace whose metrics are shown; null for the only one in the group
 * @param fallback whether a definition of ours takes the place of one that the instance can't get
 */
record DashboardSpec(
        String groupId,
        String grafana,
        Integer gallery,
        String file,
        String builtin,
        String folder,
        String dataSource,
        String monitorWorkspace,
        boolean fallback) {}
