package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.SecretText;
import java.util.Optional;

/**
 * The content of a Jenkins credential. Kept nowhere.
 *
 * @param bytes of a secret text or file as they are, of a certificate as PKCS#12
 * @param password of the PKCS#12
 */
public record SecretContent(byte[] bytes, Optional<SecretText> password) {
    /** Without the content. */
    @Override
    public String toString() {
        return "secret content";
    }
}
