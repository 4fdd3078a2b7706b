package io.jenkins.plugins.aks.sandbox.authorization;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;
import java.util.List;

/** {@code Microsoft.Authorization}: role definitions, role assignments and permissions at every scope. */
public final class AuthorizationProvider implements ArmProvider {
    private static final String GROUP = "/subscriptions/{subscription}/resourceGroups/{group}";
    private static final String RESOURCE = GROUP + "/providers/{namespace}/{type}/{resource}";

    private static final List<String> SCOPES = List.of(
            "/subscriptions/{subscription}",
            GROUP,
            RESOURCE,
            RESOURCE + "/{childType}/{child}",
            RESOURCE + "/{childType}/{child}/{grandchildType}/{grandchild}");

    @Override
    public void install(ArmContext arm) {
        RoleDefinitionRoutes definitions = new RoleDefinitionRoutes(arm);
        RoleAssignmentRoutes assignments = new RoleAssignmentRoutes(arm);
        PermissionRoutes permissions = new PermissionRoutes(arm);
        definitions.add("");
        for (String scope : SCOPES) {
            definitions.add(scope);
            assignments.add(scope);
            if (scope.contains("{group}")) {
                permissions.add(scope);
            }
        }
    }
}
