package io.jenkins.plugins.aks.runner.engine;

/** Given to a body by {@code timestamps}: its log lines begin with the time. */
public enum Timestamps {
    ON
}
