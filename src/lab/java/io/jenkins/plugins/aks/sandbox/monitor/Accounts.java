package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;

/**
 * Monitor accounts ("Azure Monitor workspaces"), where Prometheus metrics are kept. Each comes with a resource group of
 * its own that holds a data collection endpoint and rule.
 */
final class Accounts implements TrackedKind {
    static final String TYPE = "Microsoft.Monitor/accounts";

    private final ArmContext arm;

    Accounts(ArmContext arm) {
        this.arm = arm;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String schema() {
        return "monitorAccount";
    }

    @Override
    public String names() {
        return "[A-Za-z0-9][A-Za-z0-9-]{2,42}[A-Za-z0-9]";
    }

    @Override
    public void complete(ArmCall call, ArmDocument account, boolean creates) {
        ObjectNode properties = account.properties();
        String location = account.resource().path("location").asText();
        String unique = account.id().toLowerCase(java.util.Locale.ROOT);
        properties.put("accountId", arm.ids().guid("monitor account " + unique));
        properties
                .putObject("metrics")
                .put("internalId", "mac_" + arm.ids().guid("metrics " + unique))
                .put("prometheusQueryEndpoint", open(account.id()));
        if (!properties.has("publicNetworkAccess")) {
            properties.put("publicNetworkAccess", "Enabled");
        }
        String group = managedGroup(account);
        if (arm.groups().find(call.subscription(), group).isEmpty()) {
            arm.groups().create(call.subscription(), group, location, Json.object(), account.id());
            child(call, account, CollectionEndpoints.TYPE, group);
            child(call, account, CollectionRules.TYPE, group);
        }
        String scope = Groups.id(call.subscription(), group) + "/providers/";
        properties
                .putObject("defaultIngestionSettings")
                .put("dataCollectionEndpointResourceId", scope + CollectionEndpoints.TYPE + "/" + account.name())
                .put("dataCollectionRuleResourceId", scope + CollectionRules.TYPE + "/" + account.name());
    }

    private void child(ArmCall call, ArmDocument account, String type, String group) {
        ArmDocument child = ArmDocument.of(
                Groups.id(call.subscription(), group) + "/providers/" + type + "/" + account.name(),
                account.name(),
                type);
        child.resource().put("location", account.resource().path("location").asText());
        child.state("Succeeded");
        arm.documents().put(child);
    }

    private static String managedGroup(ArmDocument account) {
        return "MA_" + account.name() + "_"
                + account.resource().path("location").asText() + "_managed";
    }

    /** A data plane of its own, at the port that it had before. */
    private String open(String id) {
        return arm.sandbox().endpoint(endpoint(id), new PrometheusApi(arm, id));
    }

    private static String endpoint(String id) {
        return "prometheus" + id.toLowerCase(java.util.Locale.ROOT);
    }

    /** After the sandbox was started again. */
    void reopen() {
        String subscription = arm.sandbox().credentials().subscriptionId();
        arm.documents().under("/subscriptions/" + subscription).stream()
                .filter(document -> document.resource().path("type").asText().equals(TYPE))
                .forEach(account -> open(account.id()));
    }

    @Override
    public void removed(ArmDocument account) {
        arm.sandbox().closeEndpoint(endpoint(account.id()));
        arm.groups().find(account.id().split("/")[2], managedGroup(account)).ifPresent(group -> arm.groups()
                .remove(group.id()));
    }
}
