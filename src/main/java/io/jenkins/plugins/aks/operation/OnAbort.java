package io.jenkins.plugins.aks.operation;

/** What stopping a build does to the operation that is under way in the cloud. */
public enum OnAbort {
    /** The default: ask the service to cancel what it is doing, and leave what exists. */
    CANCEL,
    /** Leave the service to finish by itself. */
    DETACH,
    /** Cancel, then delete what this operation created. */
    DELETE
}
