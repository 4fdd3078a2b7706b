package io.jenkins.plugins.aks.network;

/**
 * How policies are applied.
 *
 * @param namespace for policies that name none; empty for {@code default}
 * @param prune delete policies of this step that are no longer named
 * @param force take fields over from other field managers
 */
record PolicyOptions(String namespace, boolean prune, boolean force) {}
