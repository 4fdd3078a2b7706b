package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What storage is made of. */
enum StorageDisk {
    /** The NVMe disks of the nodes. */
    NVME("nvme"),
    /** The temporary disks of the nodes. */
    TEMP("temp"),
    /** Azure managed disks. */
    AZURE_DISK("azureDisk");

    private final String word;

    StorageDisk(String word) {
        this.word = word;
    }

    /** As scripts write it. */
    String word() {
        return word;
    }

    boolean isEphemeral() {
        return this != AZURE_DISK;
    }

    /** What {@code spec.poolType} of a StoragePool calls it. */
    String poolType() {
        return isEphemeral() ? "ephemeralDisk" : "azureDisk";
    }

    /** The setting of the extension that turns it on. */
    String setting() {
        return switch (this) {
            case NVME -> "global.cli.storagePool.ephemeralDisk.nvme.enabled";
            case TEMP -> "global.cli.storagePool.ephemeralDisk.temp.enabled";
            case AZURE_DISK -> "global.cli.storagePool.azureDisk.enabled";
        };
    }

    /** Adds the disk type to a pool type, where it has one. */
    void describe(ObjectNode poolType) {
        if (isEphemeral()) {
            poolType.put("diskType", word);
        }
    }
}
