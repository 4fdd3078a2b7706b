package io.jenkins.plugins.aks.pipeline;

import hudson.util.Secret;
import io.jenkins.plugins.aks.operation.SecretText;

/** A secret of Jenkins, which stays encrypted in memory dumps of saved objects and never shows itself as text. */
record JenkinsSecret(Secret secret) implements SecretText {
    @Override
    public String reveal() {
        return secret.getPlainText();
    }

    @Override
    public String toString() {
        return "****";
    }
}
