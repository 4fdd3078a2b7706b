package io.jenkins.plugins.aks.operation;

/** Where an operation tells a person what happened: one line for each change of state. Never given a secret. */
@FunctionalInterface
public interface Log {
    void line(String text);
}
