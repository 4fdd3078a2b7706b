package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** One served resource: what discovery says of it and what the path of a request names. The core group is "". */
record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        Set<String> subresources,
        boolean inAll,
        boolean custom) {

    static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    String groupVersion() {
        return apiVersion();
    }

    String singular() {
        return kind.toLowerCase(java.util.Locale.ROOT);
    }

    /** How messages name it: {@code pods}, {@code deployments.apps}. */
    String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Only answers a question; nothing is stored or listed. */
    boolean reviewOnly() {
        return group.equals("authorization.k8s.io");
    }

    boolean is(String wantedGroup, String wantedPlural) {
        return group.equals(wantedGroup) && plural.equals(wantedPlural);
    }

    /** A custom resource in this of its versions: all of them have the same fields. */
    ObjectNode asServed(ObjectNode object) {
        return custom ? object.put("apiVersion", apiVersion()) : object;
    }

    ResourceType inVersion(String other) {
        return new ResourceType(group, other, plural, kind, namespaced, shortNames, subresources, inAll, custom);
    }
}
