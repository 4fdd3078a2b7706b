package io.jenkins.plugins.aks.cluster;

import java.util.List;

/**
 * What {@code aksCreate} was asked about who gets at the cluster; null means not given.
 *
 * @param managedIdentity the id of a user-assigned identity; null for the system-assigned one
 * @param entra true for Microsoft Entra ID (AAD) integration
 * @param sshPublicKey for {@code sshAccess: 'localuser'}
 */
record AccessSpec(
        String managedIdentity,
        Boolean privateCluster,
        List<String> authorizedIpRanges,
        Boolean entra,
        List<String> adminGroupObjectIds,
        Boolean azureRbac,
        Boolean localAccounts,
        String sshPublicKey) {}
