package io.jenkins.plugins.aks.runner.declarative;

/** Where a stage runs; the lab has one node, so only none matters. */
public enum Agent {
    /** Nothing was said: the enclosing one goes on. */
    INHERITED,
    NONE,
    NODE
}
