package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.TrustPolicyDocument;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.WorkspaceFile;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A trust policy (W132): a document as text, or as a file of the workspace, or made of parameters.
 *
 * @param parameter of the step that gives it, for errors
 * @param text the document, or the path of the file
 * @param isFile which of the two
 */
record PolicySource(String parameter, String text, boolean isFile) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A document given by parameters, for all repositories. */
    static PolicySource of(
            Collection<String> trustStores, String level, List<String> identities, Map<String, String> override)
            throws InvalidParameterException {
        if (!level.equals("skip") && identities.isEmpty()) {
            throw new InvalidParameterException(
                    "trustedIdentities",
                    null,
                    "x509.subject: with the signer's name (C, ST and O at least), or '*' for whoever the trust stores"
                            + " vouch for",
                    "Say whose signatures count, or give a policy.");
        }
        ObjectNode document = MAPPER.createObjectNode().put("version", "1.0");
        ObjectNode statement = document.putArray("trustPolicies").addObject().put("name", "parameters");
        statement.putArray("registryScopes").add("*");
        ObjectNode verification = statement.putObject("signatureVerification").put("level", level);
        if (!override.isEmpty()) {
            verification.set("override", MAPPER.valueToTree(override));
        }
        if (!level.equals("skip")) {
            ArrayNode stores = statement.putArray("trustStores");
            trustStores.forEach(stores::add);
            ArrayNode trusted = statement.putArray("trustedIdentities");
            identities.forEach(trusted::add);
        }
        return new PolicySource("trustedIdentities", document.toString(), false);
    }

    /** Refuses what can be seen without looking. */
    void check() throws InvalidParameterException {
        if (!isFile) {
            parse(text);
        }
    }

    TrustPolicyDocument read(AksSession session) throws OperationException, TransientException {
        if (!isFile) {
            return parse(text);
        }
        List<WorkspaceFile> files = session.workspace().read(parameter, List.of(text));
        if (files.size() != 1) {
            throw new InvalidParameterException(
                    parameter, text, "one file; these are " + files.size(), "Name the file.");
        }
        return parse(new String(files.get(0).content(), StandardCharsets.UTF_8));
    }

    private TrustPolicyDocument parse(String document) throws InvalidParameterException {
        try {
            return TrustPolicyDocument.parse(document);
        } catch (NotationException e) {
            throw new InvalidParameterException(
                    parameter,
                    isFile ? text : "a policy",
                    "a trust policy as the Notary Project specifies it",
                    "In this one: " + e.getMessage() + ".");
        }
    }
}
