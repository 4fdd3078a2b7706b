package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedKind;

/** Prometheus rule groups: recording and alert rules on the metrics of a Monitor account. */
final class RuleGroups implements TrackedKind {
    static final String TYPE = "Microsoft.AlertsManagement/prometheusRuleGroups";

    private final ArmContext arm;

    RuleGroups(ArmContext arm) {
        this.arm = arm;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String schema() {
        return "prometheusRuleGroup";
    }

    @Override
    public String names() {
        return "[^:@#%&/<>*?\\\\{}|^+]{1,260}";
    }

    @Override
    public void complete(ArmCall call, ArmDocument group, boolean creates) {
        ObjectNode properties = group.properties();
        String location = group.resource().path("location").asText();
        boolean account = false;
        for (JsonNode scope : properties.path("scopes")) {
            ArmDocument found = arm.documents()
                    .find(scope.asText())
                    .orElseThrow(() -> invalid("the scope '" + scope.asText() + "' does not exist."));
            if (found.resource().path("type").asText().equals(Accounts.TYPE)) {
                account = true;
                String there = found.resource().path("location").asText();
                if (!there.equals(location)) {
                    throw invalid("the rule group is in " + location + ", its Monitor account in " + there + ".");
                }
            }
        }
        if (!account) {
            throw invalid("'scopes' must name an Azure Monitor workspace.");
        }
        checkInterval(properties);
        if (properties.path("rules").isEmpty()) {
            throw invalid("'rules' must have at least one rule.");
        }
        for (JsonNode rule : properties.path("rules")) {
            if (rule.has("record") == rule.has("alert") || !rule.has("expression")) {
                throw invalid("each rule needs 'expression' and either 'record' or 'alert'.");
            }
        }
        if (!properties.has("enabled")) {
            properties.put("enabled", true);
        }
    }

    private static void checkInterval(ObjectNode properties) {
        String interval = properties.path("interval").asText("PT1M");
        if (!interval.matches("PT([1-9]|1[0-5])M")) {
            throw invalid("'interval' is '" + interval + "', allowed are PT1M to PT15M.");
        }
        properties.put("interval", interval);
    }

    private static ArmRefusal invalid(String why) {
        return new ArmRefusal(400, "BadRequest", "The Prometheus rule group is invalid: " + why);
    }
}
