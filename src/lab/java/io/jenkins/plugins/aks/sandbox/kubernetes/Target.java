package io.jenkins.plugins.aks.sandbox.kubernetes;

/** What the path of a request names; empty strings for what it leaves out. */
record Target(ResourceType type, String namespace, String name, String subresource) {

    boolean isCollection() {
        return name.isEmpty();
    }

    ObjectKey key() {
        return ObjectKey.of(type, namespace, name);
    }

    Target named(String other) {
        return new Target(type, namespace, other, subresource);
    }

    /** The verb that rules and messages use for an HTTP method on this target. */
    String verb(String method, boolean watch) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> isCollection() ? "deletecollection" : "delete";
            default -> watch ? "watch" : isCollection() ? "list" : "get";
        };
    }
}
