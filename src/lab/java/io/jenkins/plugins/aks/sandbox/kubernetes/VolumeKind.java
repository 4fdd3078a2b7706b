package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the bytes of a volume are. */
enum VolumeKind {
    /** A disk in one zone, attached to one node at a time. */
    DISK,
    /** On the local disks of one or more nodes of a StoragePool. */
    LOCAL,
    /** On a share that every node reaches. */
    SHARE,
    /** Made by somebody else. */
    OTHER;

    static final String DISK_DRIVER = "disk.csi.azure.com";
    static final String SHARE_DRIVER = "file.csi.azure.com";

    static VolumeKind ofClass(JsonNode storageClass) {
        boolean local = Json.text(storageClass, "parameters", "ephemeral").equals("true");
        return of(Json.text(storageClass, "provisioner"), local);
    }

    static VolumeKind ofVolume(JsonNode volume) {
        boolean local = Json.text(volume, "spec", "csi", "volumeAttributes", "ephemeral")
                .equals("true");
        return of(Json.text(volume, "spec", "csi", "driver"), local);
    }

    private static VolumeKind of(String driver, boolean local) {
        return switch (driver) {
            case DISK_DRIVER -> DISK;
            case SHARE_DRIVER -> SHARE;
            case StoragePools.PROVISIONER -> local ? LOCAL : DISK;
            default -> OTHER;
        };
    }

    /** Whether a node gets it by a VolumeAttachment. */
    boolean isAttached() {
        return this == DISK || this == LOCAL;
    }
}
