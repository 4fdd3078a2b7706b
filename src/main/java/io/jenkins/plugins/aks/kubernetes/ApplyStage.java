package io.jenkins.plugins.aks.kubernetes;

import java.util.List;

/** In which order kinds are applied: what others need comes first. */
enum ApplyStage {
    NAMESPACES,
    DEFINITIONS,
    /** What workloads need, and what is neither. */
    SETTINGS,
    WORKLOADS;

    private static final List<String> RUN_PODS = List.of(
            "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicaSet", "ReplicationController");

    static ApplyStage of(ManifestObject object) {
        return switch (object.kind()) {
            case "Namespace" -> NAMESPACES;
            case "CustomResourceDefinition" -> DEFINITIONS;
            default -> RUN_PODS.contains(object.kind()) ? WORKLOADS : SETTINGS;
        };
    }
}
