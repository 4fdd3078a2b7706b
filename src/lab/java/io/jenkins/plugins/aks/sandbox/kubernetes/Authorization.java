package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Who may do what: members of {@code system:masters} everything, others what roles are bound to them, and nobody what a
 * rule of the sandbox denies. Such a rule names a verb, a resource, a namespace and a user, each a value or {@code *}.
 */
final class Authorization {
    private final ObjectStore objects;
    private final ObjectNode denied;

    /** @param denied the list {@code rules} of denials */
    Authorization(ObjectStore objects, ObjectNode denied) {
        this.objects = objects;
        this.denied = denied;
    }

    /** @throws ApiError 403 */
    void check(Caller caller, Target target, String verb) {
        if (!allows(caller, target, verb)) {
            ResourceType type = target.type();
            String where = type.namespaced() && !target.namespace().isEmpty()
                    ? " in the namespace \"" + target.namespace() + "\""
                    : " at the cluster scope";
            throw ApiError.forbidden(
                    type,
                    target.name(),
                    "User \"" + caller.name() + "\" cannot " + verb + " resource \"" + resource(target)
                            + "\" in API group \"" + type.group() + "\"" + where);
        }
    }

    boolean allows(Caller caller, Target target, String verb) {
        for (JsonNode rule : denied.path("rules")) {
            boolean resource = is(rule, "resource", target.type().plural()) || is(rule, "resource", resource(target));
            boolean applies = is(rule, "verb", verb)
                    && resource
                    && is(rule, "namespace", target.namespace())
                    && is(rule, "user", caller.name());
            if (applies) {
                return false;
            }
        }
        return target.type().reviewOnly()
                || caller.admin()
                || bound(caller, target, verb, BuiltInTypes.kind("ClusterRoleBinding"), "")
                || !target.namespace().isEmpty()
                        && bound(caller, target, verb, BuiltInTypes.kind("RoleBinding"), target.namespace());
    }

    private static boolean is(JsonNode rule, String field, String value) {
        String wanted = rule.path(field).asText("*");
        return wanted.equals("*") || wanted.equals(value);
    }

    private boolean bound(Caller caller, Target target, String verb, ResourceType bindings, String namespace) {
        for (JsonNode binding : objects.list(bindings, namespace)) {
            if (names(binding, caller) && grants(binding, target, verb)) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(JsonNode binding, Caller caller) {
        for (JsonNode subject : binding.path("subjects")) {
            String name = Json.text(subject, "name");
            boolean user = Json.text(subject, "kind").equals("User") && name.equals(caller.name());
            if (user
                    || Json.text(subject, "kind").equals("Group")
                            && caller.groups().contains(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean grants(JsonNode binding, Target target, String verb) {
        String role = Json.text(binding, "roleRef", "name");
        String kind = Json.text(binding, "roleRef", "kind");
        if (kind.equals("ClusterRole") && role.equals("cluster-admin")) {
            return true;
        }
        ResourceType type = BuiltInTypes.kind(kind.equals("Role") ? "Role" : "ClusterRole");
        JsonNode rules = objects.get(ObjectKey.of(type, Meta.namespace(binding), role))
                .map(found -> found.path("rules"))
                .orElse(Json.array());
        String resource = resource(target);
        for (JsonNode rule : rules) {
            List<String> names = Json.texts(rule.path("resourceNames"));
            if (holds(rule, "apiGroups", target.type().group())
                    && holds(rule, "resources", resource)
                    && holds(rule, "verbs", verb)
                    && (names.isEmpty() || names.contains(target.name()))) {
                return true;
            }
        }
        return false;
    }

    /** As rules name it: {@code pods}, {@code pods/exec}. */
    private static String resource(Target target) {
        return target.subresource().isEmpty()
                ? target.type().plural()
                : target.type().plural() + "/" + target.subresource();
    }

    private static boolean holds(JsonNode rule, String field, String value) {
        List<String> values = Json.texts(rule.path(field));
        return values.contains("*") || values.contains(value);
    }
}
