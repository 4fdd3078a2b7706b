package io.jenkins.plugins.aks.notation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the statements of a trust policy document and refuses what the specification forbids. */
final class TrustPolicyReader {
    private final JsonNode statement;
    private final String name;

    private TrustPolicyReader(JsonNode statement, String name) {
        this.statement = statement;
        this.name = name;
    }

    static List<TrustPolicy> statements(JsonNode array) throws NotationException {
        if (!array.isArray() && !array.isMissingNode() && !array.isNull()) {
            throw new NotationException("malformed trust policy: trustPolicies is not a list");
        }
        List<TrustPolicy> statements = new ArrayList<>();
        for (JsonNode statement : array) {
            String name = text(statement.path("name"), "name");
            if (name.isEmpty()) {
                throw new NotationException(
                        "a trust policy statement is missing a name, every statement requires a name");
            }
            statements.add(new TrustPolicyReader(statement, name).read());
        }
        return statements;
    }

    private TrustPolicy read() throws NotationException {
        JsonNode verification = statement.path("signatureVerification");
        VerificationLevel level = level(verification);
        List<String> stores = list("trustStores");
        List<String> identities = list("trustedIdentities");
        boolean always = timestampAlways(text(verification.path("verifyTimestamp"), "verifyTimestamp"));
        if (level.isSkip()) {
            if (!stores.isEmpty() || !identities.isEmpty()) {
                throw problem("is set to skip signature verification but configured with trust stores and/or trusted"
                        + " identities, remove them if signature verification needs to be skipped");
            }
        } else {
            if (stores.isEmpty() || identities.isEmpty()) {
                throw problem("is either missing trust stores or trusted identities, both must be specified");
            }
            checkStores(stores);
            TrustedIdentities.check(name, identities);
        }
        return new TrustPolicy(name, scopes(), level, always, stores, identities);
    }

    private VerificationLevel level(JsonNode verification) throws NotationException {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> override :
                verification.path("override").properties()) {
            overrides.put(override.getKey(), text(override.getValue(), override.getKey()));
        }
        try {
            return VerificationLevel.of(text(verification.path("level"), "level"), overrides);
        } catch (NotationException e) {
            throw new NotationException(
                    "trust policy statement \"" + name + "\" has invalid signatureVerification: " + e.getMessage(), e);
        }
    }

    private boolean timestampAlways(String value) throws NotationException {
        return switch (value) {
            case "", "always" -> true;
            case "afterCertExpiry" -> false;
            default -> throw problem("has invalid signatureVerification: verifyTimestamp must be \"always\" or"
                    + " \"afterCertExpiry\", but got \"" + value + "\"");
        };
    }

    private List<String> scopes() throws NotationException {
        List<String> scopes = list("registryScopes");
        if (scopes.isEmpty()) {
            throw problem("has zero registry scopes, it must specify registry scopes with at least one value");
        }
        if (scopes.size() > 1 && scopes.contains(TrustPolicy.WILDCARD)) {
            throw problem("uses wildcard registry scope '*', a wildcard scope cannot be used in conjunction with other"
                    + " scope values");
        }
        for (String scope : scopes) {
            if (!scope.equals(TrustPolicy.WILDCARD)) {
                RegistryScope.check(scope);
            }
        }
        return scopes;
    }

    private void checkStores(List<String> stores) throws NotationException {
        for (String store : stores) {
            int colon = store.indexOf(':');
            if (colon < 0) {
                throw problem("has malformed trust store value \"" + store
                        + "\". The required format is <TrustStoreType>:<TrustStoreName>");
            }
            if (TrustStoreType.of(store.substring(0, colon)).isEmpty()) {
                throw problem("uses an unsupported trust store type \"" + store.substring(0, colon)
                        + "\" in trust store value \"" + store + "\"; allowed: ca, signingAuthority, tsa");
            }
            if (!store.substring(colon + 1).matches(TrustStore.NAME)) {
                throw problem("uses an unsupported trust store name \"" + store.substring(colon + 1)
                        + "\" in trust store value \"" + store + "\". Named store name needs to follow "
                        + TrustStore.NAME + " format");
            }
        }
    }

    private List<String> list(String field) throws NotationException {
        JsonNode array = statement.path(field);
        if (!array.isArray() && !array.isMissingNode() && !array.isNull()) {
            throw problem("is malformed: " + field + " is not a list");
        }
        List<String> values = new ArrayList<>();
        for (JsonNode value : array) {
            values.add(text(value, field));
        }
        return values;
    }

    private static String text(JsonNode value, String field) throws NotationException {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new NotationException("malformed trust policy: " + field + " is not text");
        }
        return value.textValue();
    }

    private NotationException problem(String what) {
        return new NotationException("trust policy statement \"" + name + "\" " + what);
    }
}
