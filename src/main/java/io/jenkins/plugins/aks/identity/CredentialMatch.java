package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Whether an identity trusts a service account: issuer, subject and audience must be the same to the letter. */
final class CredentialMatch {
    private CredentialMatch() {}

    /** Empty where one of the federated credentials fits; else what the nearest has otherwise. */
    static Optional<Broken> of(List<JsonNode> credentials, String issuer, String subject, String audience) {
        String nearest = "";
        int best = -1;
        for (JsonNode credential : credentials) {
            JsonNode properties = credential.path("properties");
            boolean sameIssuer = properties.path("issuer").asText().equals(issuer);
            boolean sameSubject = properties.path("subject").asText().equals(subject);
            boolean sameAudience = hasAudience(properties, audience);
            if (sameIssuer && sameSubject && sameAudience) {
                return Optional.empty();
            }
            int score = (sameIssuer ? 2 : 0) + (sameSubject ? 2 : 0) + (sameAudience ? 1 : 0);
            if (score > best) {
                best = score;
                String name = "the credential " + credential.path("name").asText() + " has the ";
                nearest = !sameIssuer
                        ? name + "issuer " + properties.path("issuer").asText() + " and not " + issuer
                        : !sameSubject
                                ? name + "subject " + properties.path("subject").asText() + " and not " + subject
                                : name + "audience "
                                        + properties.at("/audiences/0").asText() + " and not " + audience;
            }
        }
        String got = credentials.isEmpty() ? "the identity has none" : nearest;
        return Optional.of(Broken.at(ChainLink.FEDERATED_CREDENTIAL, got, "federateIdentity makes the right one"));
    }

    private static boolean hasAudience(JsonNode properties, String audience) {
        for (JsonNode each : properties.path("audiences")) {
            if (each.asText().equals(audience)) {
                return true;
            }
        }
        return false;
    }
}
