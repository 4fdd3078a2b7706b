package io.jenkins.plugins.aks.kubernetes;

/**
 * How manifests are applied.
 *
 * @param namespace for objects of namespaced kinds that name none; made if it does not exist; empty for {@code default}
 * @param force take fields over from other field managers
 * @param dryRun keep nothing
 * @param await wait until all objects are ready
 * @param pruneSet the name of the set whose other objects are deleted afterwards; empty for none
 */
public record ApplyOptions(String namespace, boolean force, boolean dryRun, boolean await, String pruneSet) {
    public ApplyOptions(String namespace, boolean force, boolean dryRun, boolean await) {
        this(namespace, force, dryRun, await, "");
    }
}
