package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.SecretText;

/** Who the plugin is towards Entra. {@code toString} names it without its secret. */
public sealed interface AzureIdentity {

    /** E.g. {@code "client secret of application 0000… in tenant 1111…"}; never a secret. */
    String describe();

    /** A service principal with a client secret. */
    record ClientSecret(String tenant, String clientId, SecretText secret) implements AzureIdentity {
        @Override
        public String describe() {
            return "client secret of application " + clientId + " in tenant " + tenant;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * A service principal with a certificate, which stays in memory.
     *
     * @param certificate PEM text (key and certificate) or PFX, as bytes
     * @param password of the PFX; null or an empty text for PEM
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and bytes can be overwritten
    record ClientCertificate(String tenant, String clientId, byte[] certificate, SecretText password)
            implements AzureIdentity {

        /** True where the bytes are PEM. */
        public boolean isPem() {
            String text = new String(certificate, java.nio.charset.StandardCharsets.ISO_8859_1);
            return text.contains("-----BEGIN ");
        }

        @Override
        public String describe() {
            return "client certificate of application " + clientId + " in tenant " + tenant;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * The managed identity of the machine that Jenkins runs on.
     *
     * @param clientId of a user-assigned identity; empty for the system-assigned one
     */
    record ManagedIdentity(String clientId) implements AzureIdentity {
        @Override
        public String describe() {
            return clientId.isEmpty() ? "system-assigned managed identity" : "managed identity " + clientId;
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /**
     * Workload identity: a projected service account token is exchanged for an Entra token.
     *
     * @param tokenFile path of the token; read again at each exchange, because it expires within an hour
     */
    record WorkloadIdentityFile(String tenant, String clientId, String tokenFile) implements AzureIdentity {
        @Override
        public String describe() {
            return "workload identity of application " + clientId + " in tenant " + tenant + " (token file " + tokenFile
                    + ")";
        }

        @Override
        public String toString() {
            return describe();
        }
    }
}
