package io.jenkins.plugins.aks.sandbox.tracked;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.time.Duration;

/** System-assigned identities: principals of the directory, which other services see only after a while. */
public final class Identities {
    private static final Duration REPLICATION = Duration.ofSeconds(40);

    private Identities() {}

    /** Makes the principal of a resource whose body asks for one. */
    public static void fill(ArmContext arm, ArmDocument resource) {
        if (!(resource.resource().path("identity") instanceof ObjectNode identity)
                || !identity.path("type").asText().contains("SystemAssigned")) {
            return;
        }
        String known = resource.internal().path("principalId").asText();
        String unique =
                resource.id() + " " + resource.internal().path("revision").asLong();
        String principal = known.isEmpty() ? arm.ids().guid("principal " + unique) : known;
        if (known.isEmpty()) {
            resource.internal().put("principalId", principal);
            arm.sandbox()
                    .principals()
                    .put(Json.object()
                            .put("clientId", clientId(arm, principal))
                            .put("objectId", principal)
                            .put("name", resource.name())
                            .put("managedIdentity", true)
                            .put("known", arm.clock().in(REPLICATION).toString()));
        }
        identity.put("principalId", principal)
                .put("tenantId", arm.sandbox().credentials().tenantId());
    }

    /** The directory forgets the identity of a resource that is gone. */
    public static void forget(ArmContext arm, ArmDocument resource) {
        String principal = resource.internal().path("principalId").asText();
        if (!principal.isEmpty()) {
            arm.sandbox().principals().remove(clientId(arm, principal));
        }
    }

    private static String clientId(ArmContext arm, String principal) {
        return arm.ids().guid("client of " + principal);
    }
}
