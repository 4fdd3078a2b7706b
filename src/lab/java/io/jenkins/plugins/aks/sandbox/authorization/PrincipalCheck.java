package io.jenkins.plugins.aks.sandbox.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.time.Instant;
import java.util.Optional;

/** Whether the directory knows the principal of a role assignment; a new one is known everywhere only after a while. */
final class PrincipalCheck {
    private static final String APPLICATION = "ServicePrincipal";

    private final ArmContext arm;

    PrincipalCheck(ArmContext arm) {
        this.arm = arm;
    }

    /**
     * @param given the type that the client says it is, which spares an application the look into the directory; empty
     *     for none
     * @return the type
     */
    String type(String principal, String given) {
        Optional<ObjectNode> known =
                arm.sandbox().principals().byObjectId(principal).filter(this::isReplicated);
        if (known.isEmpty()) {
            if (given.equalsIgnoreCase(APPLICATION)) {
                return APPLICATION;
            }
            throw new ArmRefusal(
                    400,
                    "PrincipalNotFound",
                    "Principal " + principal.replace("-", "") + " does not exist in the directory "
                            + arm.sandbox().credentials().tenantId()
                            + ". Check that you have the correct principal ID. If you are creating this principal and"
                            + " then immediately assigning a role, this error might be related to a replication delay."
                            + " In this case, set the role assignment principalType property to a value, such as"
                            + " ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype");
        }
        String type = known.get().path("objectType").asText(APPLICATION);
        if (!given.isEmpty() && !given.equalsIgnoreCase(type)) {
            throw new ArmRefusal(
                    400,
                    "UnmatchedPrincipalType",
                    "The PrincipalId '" + principal.replace("-", "") + "' has type '" + type
                            + "' , which is different from specified PrinciaplType '" + given + "'.");
        }
        return type;
    }

    private boolean isReplicated(ObjectNode principal) {
        String known = principal.path("known").asText();
        return known.isEmpty() || !Instant.parse(known).isAfter(arm.clock().now());
    }
}
