package io.jenkins.plugins.aks.pipeline;

import hudson.util.Secret;
import io.jenkins.plugins.aks.operation.SecretText;
import java.util.Objects;

/** Secrets as text that may be saved: encrypted with the controller's own key, like its credentials. */
final class Sealed {
    private Sealed() {}

    static String close(SecretText secret) {
        return Secret.fromString(secret.reveal()).getEncryptedValue();
    }

    /** @throws NullPointerException for a text that this controller did not seal */
    static String open(String sealed) {
        return Objects.requireNonNull(Secret.decrypt(sealed), "a saved secret is not one of this controller")
                .getPlainText();
    }
}
