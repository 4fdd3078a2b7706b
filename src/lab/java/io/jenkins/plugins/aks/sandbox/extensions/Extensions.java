package io.jenkins.plugins.aks.sandbox.extensions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The extensions that exist. What a cluster runs of them is kept where the cluster itself can see it. */
final class Extensions {
    static final String TYPE = "Microsoft.KubernetesConfiguration/extensions";
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";

    private final ArmContext arm;

    Extensions(ArmContext arm) {
        this.arm = arm;
    }

    /** @throws ArmRefusal 404 */
    ArmDocument cluster(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        String id = Groups.id(call.subscription(), call.group()) + "/providers/" + CLUSTER + "/"
                + call.parameter("cluster");
        return arm.documents()
                .find(id)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + CLUSTER + "/" + call.parameter("cluster") + "' under resource group '"
                                + call.group()
                                + "' was not found. For more details please go to"
                                + " https://aka.ms/ARMResourceNotFoundFix"));
    }

    String id(ArmCall call) {
        return cluster(call).id() + "/providers/" + TYPE + "/" + call.parameter("extension");
    }

    Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call));
    }

    List<ArmDocument> of(String clusterId) {
        return arm.documents().children(clusterId + "/providers/" + TYPE);
    }

    /** The cluster with this id, its agent pools and its extensions, as one writer at a time is let at them. */
    List<ArmDocument> guarded(ArmDocument cluster) {
        return Stream.concat(Stream.of(cluster), arm.documents().under(cluster.id()).stream())
                .toList();
    }

    static String clusterOf(String extensionId) {
        return extensionId.substring(0, extensionId.indexOf("/providers/" + TYPE));
    }

    /** Tells the cluster which extensions are installed, with their settings. */
    void announce(String clusterId) {
        ObjectNode installed = Json.object();
        for (ArmDocument extension : of(clusterId)) {
            if (extension.internal().path("installed").asBoolean()) {
                installed.set(
                        extension.properties().path("extensionType").asText(),
                        extension.properties().path("configurationSettings"));
            }
        }
        arm.sandbox().store().put("k8s/" + ClusterKeys.keyOf(clusterId) + "/extensions", installed);
    }
}
