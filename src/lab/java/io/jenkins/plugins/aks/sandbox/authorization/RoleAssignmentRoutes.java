package io.jenkins.plugins.aks.sandbox.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.RoleDefinition;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Role assignments: who may make them is decided before, by the caller's own roles. */
final class RoleAssignmentRoutes {
    private static final String TYPE = "Microsoft.Authorization/roleAssignments";
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final Schema schema = Schema.load("roleAssignment", "InvalidRequestContent");
    private final ArmContext arm;
    private final PrincipalCheck principals;
    private final InheritedAssignments inherited;

    RoleAssignmentRoutes(ArmContext arm) {
        this.arm = arm;
        this.principals = new PrincipalCheck(arm);
        this.inherited = new InheritedAssignments(arm);
    }

    void add(String scope) {
        String all = scope + "/providers/" + TYPE;
        arm.routes().add("GET", all, TYPE, this::list);
        arm.routes().add("GET", all + "/{assignment}", TYPE, this::get);
        arm.routes().add("PUT", all + "/{assignment}", TYPE, this::put);
        arm.routes().add("DELETE", all + "/{assignment}", TYPE, this::delete);
    }

    private WebResponse list(ArmCall call) {
        String scope = scope(call);
        AssignmentFilter filter = AssignmentFilter.of(call, scope, arm.sandbox().principals());
        List<ObjectNode> found = Stream.concat(
                        inherited.of(call.subscription()).stream(), arm.sandbox().roleAssignments().all().stream())
                .filter(filter::accepts)
                .map(RoleAssignmentRoutes::shown)
                .toList();
        return Pages.answer(arm, call, found);
    }

    private WebResponse get(ArmCall call) {
        return WebResponse.json(200, shown(find(call).orElseThrow(() -> notFound(call))));
    }

    private WebResponse delete(ArmCall call) {
        Optional<ObjectNode> existing = find(call);
        existing.ifPresent(
                a -> arm.sandbox().roleAssignments().remove(a.path("name").asText()));
        return existing.isPresent() ? WebResponse.json(200, shown(existing.get())) : WebResponse.empty(204);
    }

    private WebResponse put(ArmCall call) {
        String name = call.parameter("assignment").toLowerCase(Locale.ROOT);
        if (!name.matches(GUID)) {
            throw new ArmRefusal(
                    400,
                    "InvalidRoleAssignmentId",
                    "The role assignment ID '" + name + "' is not valid. The role assignment ID must be a GUID.");
        }
        String scope = scope(call);
        requireScope(call, scope);
        ObjectNode body = schema.check(call.body());
        RoleDefinition role =
                role(body.path("properties").path("roleDefinitionId").asText());
        String principal = body.path("properties").path("principalId").asText();
        if (!principal.matches(GUID)) {
            throw new ArmRefusal(
                    400,
                    "InvalidPrincipalId",
                    "The Principal ID '" + principal + "' is not valid. Principal ID must be a GUID.");
        }
        String type = principals.type(
                principal, body.path("properties").path("principalType").asText());
        Optional<ObjectNode> existing = arm.sandbox().roleAssignments().find(name);
        if (existing.isPresent()) {
            return again(existing.get(), scope, role, principal, body);
        }
        requireNew(scope, role, principal);
        ObjectNode assignment = Json.object()
                .put("name", name)
                .put("scope", scope)
                .put("role", role.id())
                .put("principal", principal)
                .put("principalType", type)
                .put("effective", arm.clock().in(Rights.PROPAGATION).toString())
                .put("created", arm.clock().now().toString())
                .put("creator", call.caller().path("oid").asText());
        assignment.set("given", body.path("properties"));
        arm.sandbox().roleAssignments().put(assignment);
        return WebResponse.json(201, shown(assignment));
    }

    private WebResponse again(
            ObjectNode existing, String scope, RoleDefinition role, String principal, ObjectNode body) {
        boolean same = existing.path("scope").asText().equalsIgnoreCase(scope)
                && existing.path("role").asText().equals(role.id())
                && existing.path("principal").asText().equalsIgnoreCase(principal);
        if (!same) {
            throw new ArmRefusal(
                    400,
                    "RoleAssignmentUpdateNotPermitted",
                    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
        }
        existing.set("given", body.path("properties"));
        arm.sandbox().roleAssignments().put(existing);
        return WebResponse.json(200, shown(existing));
    }

    private void requireNew(String scope, RoleDefinition role, String principal) {
        List<ObjectNode> all = arm.sandbox().roleAssignments().all();
        for (ObjectNode other : all) {
            if (other.path("scope").asText().equalsIgnoreCase(scope)
                    && other.path("role").asText().equals(role.id())
                    && other.path("principal").asText().equalsIgnoreCase(principal)) {
                throw new ArmRefusal(
                        409,
                        "RoleAssignmentExists",
                        "The role assignment already exists. The ID of the conflicting role assignment is "
                                + other.path("name").asText().replace("-", "") + ".");
            }
        }
        int most = arm.data().get("limits").path("roleAssignments").asInt();
        if (all.size() >= most) {
            throw new ArmRefusal(
                    400,
                    "RoleAssignmentLimitExceeded",
                    "The role assignment limit of " + most + " for the subscription has been exceeded.");
        }
    }

    private static RoleDefinition role(String id) {
        String guid = id.substring(id.lastIndexOf('/') + 1);
        return RoleDefinition.find(guid)
                .filter(role -> role.id().equalsIgnoreCase(guid)
                        && id.toLowerCase(Locale.ROOT).contains("/providers/microsoft.authorization/roledefinitions/"))
                .orElseThrow(() -> new ArmRefusal(
                        400,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '" + guid.replace("-", "") + "' does not exist."));
    }

    private void requireScope(ArmCall call, String scope) {
        if (call.group() != null) {
            arm.groups().require(call.subscription(), call.group());
        }
        if (call.parameter("resource") != null && arm.documents().find(scope).isEmpty()) {
            throw new ArmRefusal(
                    404,
                    "ResourceNotFound",
                    "The Resource '" + scope.substring(scope.indexOf("/providers/") + 11) + "' under resource group '"
                            + call.group() + "' was not found. For more details please go to"
                            + " https://aka.ms/ARMResourceNotFoundFix");
        }
    }

    /** At this very scope: an inherited one has another id. */
    private Optional<ObjectNode> find(ArmCall call) {
        return arm.sandbox()
                .roleAssignments()
                .find(call.parameter("assignment"))
                .filter(a -> a.path("scope").asText().equalsIgnoreCase(scope(call)));
    }

    private static ArmRefusal notFound(ArmCall call) {
        return new ArmRefusal(
                404,
                "RoleAssignmentNotFound",
                "The role assignment '" + call.parameter("assignment") + "' is not found.");
    }

    private static String scope(ArmCall call) {
        String path = call.request().path();
        return path.substring(0, path.toLowerCase(Locale.ROOT).lastIndexOf("/providers/microsoft.authorization/"));
    }

    private static ObjectNode shown(ObjectNode assignment) {
        ObjectNode json = Json.object();
        String scope = assignment.path("scope").asText();
        String subscription = "/subscriptions/" + scope.split("/")[2];
        ObjectNode properties = json.putObject("properties")
                .put(
                        "roleDefinitionId",
                        subscription + "/providers/" + RoleDefinitionRoutes.TYPE + "/"
                                + assignment.path("role").asText())
                .put("principalId", assignment.path("principal").asText())
                .put("principalType", assignment.path("principalType").asText())
                .put("scope", scope);
        for (String field :
                List.of("condition", "conditionVersion", "delegatedManagedIdentityResourceId", "description")) {
            properties.set(
                    field,
                    assignment.path("given").path(field).isMissingNode()
                            ? null
                            : assignment.path("given").get(field));
        }
        properties
                .put("createdOn", assignment.path("created").asText())
                .put("updatedOn", assignment.path("created").asText())
                .put("createdBy", assignment.path("creator").asText())
                .put("updatedBy", assignment.path("creator").asText());
        String name = assignment.path("name").asText();
        return json.put("id", scope + "/providers/" + TYPE + "/" + name)
                .put("type", TYPE)
                .put("name", name);
    }
}
