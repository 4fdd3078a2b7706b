package io.jenkins.plugins.aks.operation;

/** A secret that shows itself only at the moment of use; its {@code toString} never does. */
public interface SecretText {
    String reveal();
}
