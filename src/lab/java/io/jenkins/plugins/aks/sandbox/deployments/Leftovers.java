package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a deployment in the mode Complete deletes: the group's resources that its template does not have. */
final class Leftovers {
    private static final int LENGTH_OF_TOP_LEVEL = 9;
    private static final Set<String> KEPT =
            Set.of("microsoft.resources/deployments", "microsoft.authorization/roleassignments");

    private final ArmContext arm;
    private final Asking asking;

    Leftovers(ArmContext arm, Asking asking) {
        this.arm = arm;
        this.asking = asking;
    }

    void delete(String groupId, ArrayNode kept) {
        Set<String> ids = new HashSet<>();
        for (JsonNode each : kept) {
            ids.add(each.path("id").asText().toLowerCase(Locale.ROOT));
        }
        for (ArmDocument each : arm.documents().under(groupId)) {
            String type = each.resource().path("type").asText();
            boolean topLevel = each.id().split("/").length == LENGTH_OF_TOP_LEVEL;
            if (topLevel
                    && !KEPT.contains(type.toLowerCase(Locale.ROOT))
                    && !ids.contains(each.id().toLowerCase(Locale.ROOT))) {
                asking.ask("DELETE", each.id(), arm.types().apiVersions(type).get(0), "");
            }
        }
    }
}
