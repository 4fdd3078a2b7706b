package io.jenkins.plugins.aks.notation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trust policy document, version 1.0.
 *
 * @param statements of which one applies to a repository
 */
public record TrustPolicyDocument(List<TrustPolicy> statements) {
    private static final String GUIDE =
            "To create a trust policy, see: https://notaryproject.dev/docs/quickstart/#create-a-trust-policy";
    /** Lenient as the reference implementation: what it does not know it ignores. */
    private static final ObjectMapper LENIENT = new ObjectMapper();

    public TrustPolicyDocument {
        statements = List.copyOf(statements);
    }

    public static TrustPolicyDocument parse(String json) throws NotationException {
        JsonNode root = read(json);
        String version = root.path("version").asText();
        if (version.isEmpty()) {
            throw new NotationException("trust policy document has empty version, version must be specified");
        }
        if (!version.equals("1.0")) {
            throw new NotationException("trust policy document uses unsupported version \"" + version + "\"");
        }
        List<TrustPolicy> statements = TrustPolicyReader.statements(root.path("trustPolicies"));
        if (statements.isEmpty()) {
            throw new NotationException("trust policy document can not have zero trust policy statements");
        }
        checkUnique(statements);
        return new TrustPolicyDocument(statements);
    }

    /**
     * The statement for a repository: one that names it, else the one for all.
     *
     * @param repository {@code host[:port]/repository}, compared letter by letter
     */
    public TrustPolicy applicable(String repository) throws NotationException {
        RegistryScope.check(repository);
        return find(repository)
                .or(() -> find(TrustPolicy.WILDCARD))
                .orElseThrow(() -> new NotationException("artifact \"" + repository
                        + "\" has no applicable trust policy statement. Trust policy applicability for a given artifact"
                        + " is determined by registryScopes. " + GUIDE));
    }

    private Optional<TrustPolicy> find(String scope) {
        return statements.stream()
                .filter(statement -> statement.scopes().contains(scope))
                .findFirst();
    }

    private static void checkUnique(List<TrustPolicy> statements) throws NotationException {
        Set<String> names = new HashSet<>();
        Set<String> scopes = new HashSet<>();
        for (TrustPolicy statement : statements) {
            if (!names.add(statement.name())) {
                throw new NotationException("multiple trust policy statements use the same name \"" + statement.name()
                        + "\", statement names must be unique");
            }
            for (String scope : statement.scopes()) {
                if (!scopes.add(scope)) {
                    throw new NotationException("registry scope \"" + scope
                            + "\" is present in multiple trust policy statements, one registry scope value can only be"
                            + " associated with one statement");
                }
            }
        }
    }

    private static JsonNode read(String json) throws NotationException {
        try {
            JsonNode root = LENIENT.readTree(json);
            if (root.isObject()) {
                return root;
            }
        } catch (IOException e) {
            throw new NotationException("malformed trust policy. " + GUIDE, e);
        }
        throw new NotationException("malformed trust policy. " + GUIDE);
    }
}
