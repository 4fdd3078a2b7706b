package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.util.List;

/**
 * How lists and maps merge. A path is the names of the fields from the root, without positions in lists; whatever is
 * neither named a list of objects with keys nor a set is replaced as a whole.
 */
interface MergeSchema {
    /** The key fields of the objects in the list at the path; empty when the list has none. */
    List<String> keys(List<String> path);

    /** Whether the list at the path is a set of values. */
    boolean set(List<String> path);

    /** Whether the map at the path is one value. */
    boolean atomic(List<String> path);

    /** The value of a key field that an item leaves out; empty when there is none. */
    default String keyDefault(String key) {
        return key.equals("protocol") ? "TCP" : "";
    }
}
