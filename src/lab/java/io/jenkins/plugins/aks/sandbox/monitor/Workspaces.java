package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.tracked.Identities;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;
import java.time.Duration;

/** Log Analytics workspaces. */
final class Workspaces implements TrackedKind {
    static final String TYPE = "Microsoft.OperationalInsights/workspaces";

    private final ArmContext arm;

    Workspaces(ArmContext arm) {
        this.arm = arm;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String schema() {
        return "workspace";
    }

    @Override
    public String names() {
        return "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]";
    }

    @Override
    public Duration createTime() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void complete(ArmCall call, ArmDocument workspace, boolean creates) {
        ObjectNode properties = workspace.properties();
        if (!properties.has("sku")) {
            properties.putObject("sku").put("name", "PerGB2018");
        }
        int days = properties.path("retentionInDays").asInt(30);
        if (days < 4 || days > 730) {
            throw new ArmRefusal(
                    400,
                    "InvalidParameter",
                    "'RetentionInDays' property doesn't match the SKU limits: " + days + " is not within 4 to 730.");
        }
        properties.put("retentionInDays", days);
        if (!properties.has("customerId")) {
            properties.put("customerId", arm.ids().guid("customer " + workspace.id()));
            properties.put("createdDate", arm.clock().now().toString());
        }
        properties.put("modifiedDate", arm.clock().now().toString());
        for (String access : new String[] {"publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"}) {
            if (!properties.has(access)) {
                properties.put(access, "Enabled");
            }
        }
        if (!properties.has("features")) {
            properties.set("features", Json.object().put("enableLogAccessUsingOnlyResourcePermissions", true));
        }
        if (!properties.has("workspaceCapping")) {
            properties.putObject("workspaceCapping").put("dailyQuotaGb", -1.0);
        }
        Identities.fill(arm, workspace);
    }

    @Override
    public void removed(ArmDocument workspace) {
        Identities.forget(arm, workspace);
    }
}
