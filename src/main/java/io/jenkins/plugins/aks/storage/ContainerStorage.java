package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.azure.ResourceTarget;

/** Names of Azure Container Storage, version 1, as the service has them (spec section 7). */
final class ContainerStorage {
    static final String API_VERSION = "2023-05-01";
    static final String PROVIDER = "Microsoft.KubernetesConfiguration";
    /** The namespace of its components and of StoragePools. */
    static final String NAMESPACE = "acstor";
    /** The label of nodes whose disks it uses, and its value. */
    static final String LABEL = "acstor.azure.com/io-engine";

    static final String LABEL_VALUE = "acstor";
    /** The name of the storage pool that the extension itself makes on request. */
    static final String FIRST_POOL = "ephemeraldisk-nvme";

    private static final String VERSION_1 = "azurecontainerstorage";
    private static final String VERSION_2 = "acstor";

    private ContainerStorage() {}

    static ResourceTarget extension(String clusterId) {
        return new ResourceTarget("Azure Container Storage", id(clusterId, VERSION_1), API_VERSION, clusterId);
    }

    /** The extension of the version without replication, which excludes this one. */
    static String otherExtension(String clusterId) {
        return id(clusterId, VERSION_2);
    }

    private static String id(String clusterId, String name) {
        return clusterId + "/providers/" + PROVIDER + "/extensions/" + name;
    }
}
