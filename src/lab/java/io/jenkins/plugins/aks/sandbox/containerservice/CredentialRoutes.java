package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Kubeconfigs. */
final class CredentialRoutes {
    private static final Set<String> FORMATS = Set.of("azure", "exec");

    private final ArmContext arm;
    private final Clusters clusters;
    private final Kubeconfigs kubeconfigs;

    CredentialRoutes(ArmContext arm, Clusters clusters) {
        this.arm = arm;
        this.clusters = clusters;
        this.kubeconfigs = new Kubeconfigs(arm.sandbox());
    }

    void add() {
        arm.routes().add("POST", ClusterRoutes.ONE + "/listClusterUserCredential", Clusters.TYPE, this::user);
        arm.routes().add("POST", ClusterRoutes.ONE + "/listClusterAdminCredential", Clusters.TYPE, this::admin);
        arm.routes().add("POST", ClusterRoutes.ONE + "/listClusterMonitoringUserCredential", Clusters.TYPE, this::user);
    }

    private WebResponse user(ArmCall call) {
        String format = call.request().query("format").orElse("exec");
        if (!FORMATS.contains(format)) {
            throw ArmRefusal.invalid("format", "'" + format + "' is neither azure nor exec.");
        }
        ArmDocument cluster = live(call);
        boolean entra = cluster.properties().path("aadProfile").path("managed").asBoolean();
        return answer("clusterUser", entra ? kubeconfigs.entra(cluster) : kubeconfigs.local(cluster, "clusterUser"));
    }

    private WebResponse admin(ArmCall call) {
        ArmDocument cluster = live(call);
        if (cluster.properties().path("disableLocalAccounts").asBoolean()) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "Getting static credential is not allowed because this cluster is set to disable local accounts.");
        }
        boolean entra = cluster.properties().path("aadProfile").path("managed").asBoolean();
        return answer("clusterAdmin", kubeconfigs.local(cluster, entra ? "clusterAdmin" : "clusterUser"));
    }

    private ArmDocument live(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        if (!Clusters.isLive(cluster)) {
            throw new ArmRefusal(
                    409,
                    "OperationNotAllowed",
                    "Managed cluster " + cluster.name() + " is in state " + cluster.state()
                            + " and has no API server yet.");
        }
        if (cluster.internal().path("clientKey").isMissingNode()) {
            kubeconfigs.issue(cluster);
            arm.documents().put(cluster);
        }
        return cluster;
    }

    private static WebResponse answer(String name, String yaml) {
        ObjectNode body = Json.object();
        body.putArray("kubeconfigs")
                .addObject()
                .put("name", name)
                .put("value", Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8)));
        return WebResponse.json(200, body);
    }
}
