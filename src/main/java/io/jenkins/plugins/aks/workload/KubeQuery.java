package io.jenkins.plugins.aks.workload;

/**
 * What {@code kubeGet} is to read.
 *
 * @param kind a kind, plural, short name, {@code name.group}, or the category {@code all}
 * @param name one object, or empty for all
 * @param selector a label selector, or empty
 * @param fieldSelector a field selector, or empty
 * @param describe whether each item also gets its events
 * @param optional whether an object that does not exist is an empty result instead of an error
 */
record KubeQuery(
        String kind,
        String name,
        String namespace,
        boolean allNamespaces,
        String selector,
        String fieldSelector,
        boolean describe,
        boolean optional) {}
