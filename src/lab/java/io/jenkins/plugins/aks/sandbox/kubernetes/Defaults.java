package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The values that the API server fills in for built-in kinds. */
final class Defaults {
    private Defaults() {}

    static void fill(ResourceType type, ObjectNode object) {
        switch (type.kind()) {
            case "Pod" -> podSpec(Json.child(object, "spec"), "Always");
            case "Deployment" -> deployment(Json.child(object, "spec"));
            case "ReplicaSet" -> {
                absent(Json.child(object, "spec"), "replicas", 1);
                template(Json.child(object, "spec"), "Always");
            }
            case "StatefulSet" -> statefulSet(Json.child(object, "spec"));
            case "DaemonSet" -> daemonSet(Json.child(object, "spec"));
            case "Job" -> job(object);
            case "Service" -> service(Json.child(object, "spec"));
            case "PersistentVolumeClaim" -> absent(Json.child(object, "spec"), "volumeMode", "Filesystem");
            case "StorageClass" -> {
                absent(object, "reclaimPolicy", "Delete");
                absent(object, "volumeBindingMode", "Immediate");
            }
            case "Secret" -> secret(object);
            case "NetworkPolicy" -> networkPolicy(Json.child(object, "spec"));
            case "Namespace" -> {
                Json.child(object, "metadata", "labels").put("kubernetes.io/metadata.name", Meta.name(object));
                if (!Json.child(object, "spec").has("finalizers")) {
                    Json.child(object, "spec").putArray("finalizers").add("kubernetes");
                }
            }
            default -> {
                // The other kinds have no defaults that a client could notice here.
            }
        }
    }

    private static void deployment(ObjectNode spec) {
        absent(spec, "replicas", 1);
        absent(spec, "revisionHistoryLimit", 10);
        absent(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Json.child(spec, "strategy");
        absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            absent(Json.child(strategy, "rollingUpdate"), "maxUnavailable", "25%");
            absent(Json.child(strategy, "rollingUpdate"), "maxSurge", "25%");
        }
        template(spec, "Always");
    }

    private static void statefulSet(ObjectNode spec) {
        absent(spec, "replicas", 1);
        absent(spec, "revisionHistoryLimit", 10);
        absent(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = Json.child(spec, "updateStrategy");
        absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            absent(Json.child(strategy, "rollingUpdate"), "partition", 0);
        }
        for (JsonNode claim : spec.path("volumeClaimTemplates")) {
            absent(Json.child((ObjectNode) claim, "spec"), "volumeMode", "Filesystem");
        }
        template(spec, "Always");
    }

    private static void daemonSet(ObjectNode spec) {
        absent(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = Json.child(spec, "updateStrategy");
        absent(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            absent(Json.child(strategy, "rollingUpdate"), "maxUnavailable", 1);
            absent(Json.child(strategy, "rollingUpdate"), "maxSurge", 0);
        }
        template(spec, "Always");
    }

    private static void job(ObjectNode object) {
        ObjectNode spec = Json.child(object, "spec");
        absent(spec, "completions", 1);
        absent(spec, "parallelism", 1);
        absent(spec, "backoffLimit", 6);
        String uid = Meta.uid(object);
        if (!spec.has("selector") && !uid.isEmpty()) {
            Json.child(spec, "selector", "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
            ObjectNode labels = Json.child(spec, "template", "metadata", "labels");
            labels.put("batch.kubernetes.io/controller-uid", uid)
                    .put("batch.kubernetes.io/job-name", Meta.name(object));
            labels.put("controller-uid", uid).put("job-name", Meta.name(object));
        }
        template(spec, "Always");
    }

    private static void template(ObjectNode spec, String restartPolicy) {
        podSpec(Json.child(spec, "template", "spec"), restartPolicy);
    }

    private static void podSpec(ObjectNode spec, String restartPolicy) {
        absent(spec, "restartPolicy", restartPolicy);
        absent(spec, "terminationGracePeriodSeconds", 30);
        absent(spec, "dnsPolicy", "ClusterFirst");
        absent(spec, "schedulerName", "default-scheduler");
        if (!spec.has("securityContext")) {
            spec.putObject("securityContext");
        }
        if (spec.has("serviceAccountName")) {
            absent(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
        }
        spec.path("containers").forEach(Defaults::container);
        spec.path("initContainers").forEach(Defaults::container);
    }

    private static void container(JsonNode node) {
        if (!(node instanceof ObjectNode container)) {
            return;
        }
        String image = Json.text(container, "image");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !tag.contains(":") && !tag.contains("@") || tag.endsWith(":latest");
        absent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        absent(container, "terminationMessagePath", "/dev/termination-log");
        absent(container, "terminationMessagePolicy", "File");
        if (!container.has("resources")) {
            container.putObject("resources");
        }
        for (JsonNode port : container.path("ports")) {
            absent((ObjectNode) port, "protocol", "TCP");
        }
    }

    private static void service(ObjectNode spec) {
        absent(spec, "type", "ClusterIP");
        absent(spec, "sessionAffinity", "None");
        for (JsonNode port : spec.path("ports")) {
            absent((ObjectNode) port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        }
        if (!Json.text(spec, "type").equals("ExternalName")) {
            absent(spec, "internalTrafficPolicy", "Cluster");
            if (!spec.has("ipFamilies")) {
                spec.putArray("ipFamilies").add("IPv4");
            }
            absent(spec, "ipFamilyPolicy", "SingleStack");
        }
        if (Json.text(spec, "type").equals("LoadBalancer")) {
            absent(spec, "externalTrafficPolicy", "Cluster");
            absent(spec, "allocateLoadBalancerNodePorts", true);
        }
    }

    private static void secret(ObjectNode secret) {
        absent(secret, "type", "Opaque");
        if (secret.get("stringData") instanceof ObjectNode plain) {
            for (var entry : plain.properties()) {
                byte[] bytes = entry.getValue().asText().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                Json.child(secret, "data")
                        .put(entry.getKey(), java.util.Base64.getEncoder().encodeToString(bytes));
            }
            secret.remove("stringData");
        }
    }

    private static void networkPolicy(ObjectNode spec) {
        if (!spec.has("policyTypes")) {
            spec.putArray("policyTypes").add("Ingress");
            if (spec.has("egress")) {
                spec.withArray("policyTypes").add("Egress");
            }
        }
    }

    private static void absent(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    private static void absent(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    private static void absent(ObjectNode object, String field, boolean value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }
}
