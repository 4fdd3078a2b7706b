package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Where an object is: its group, plural, namespace ("" for cluster scope) and name. */
record ObjectKey(String group, String plural, String namespace, String name) {

    static ObjectKey of(ResourceType type, String namespace, String name) {
        return new ObjectKey(type.group(), type.plural(), type.namespaced() ? namespace : "", name);
    }

    static ObjectKey of(ResourceType type, JsonNode object) {
        return of(type, Meta.namespace(object), Meta.name(object));
    }

    /** All namespaces of a type start with this. */
    static String prefix(ResourceType type) {
        return prefix(type.group(), type.plural());
    }

    private static String prefix(String group, String plural) {
        return (group.isEmpty() ? "core" : group) + "/" + plural + "/";
    }

    /** That of its type. */
    String prefix() {
        return prefix(group, plural);
    }

    static String prefix(ResourceType type, String namespace) {
        return namespace.isEmpty() ? prefix(type) : prefix(type) + namespace + "/";
    }

    String path() {
        return prefix() + (namespace.isEmpty() ? "-" : namespace) + "/" + name;
    }
}
