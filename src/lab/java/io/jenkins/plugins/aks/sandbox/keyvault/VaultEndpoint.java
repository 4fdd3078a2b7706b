package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** The data plane of one vault: who calls, from where, in which version; then the collection that the path names. */
final class VaultEndpoint implements WebService {
    private static final String[] AUDIENCES = {
        "https://vault.azure.net", "https://vault.azure.net/", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"
    };
    private static final Set<String> API_VERSIONS =
            Set.of("7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "2025-07-01");

    private final List<VaultCollection> collections = new ArrayList<>();
    private final ArmContext arm;
    private final String id;
    private final VaultGuard guard;

    VaultEndpoint(ArmContext arm, String id) {
        this.arm = arm;
        this.id = id;
        this.guard = new VaultGuard(arm.sandbox());
        ServiceLoader.load(VaultCollection.class, VaultEndpoint.class.getClassLoader())
                .forEach(collections::add);
    }

    @Override
    public WebResponse answer(WebRequest request) {
        Sandbox sandbox = arm.sandbox();
        Optional<ObjectNode> caller =
                request.bearer().flatMap(token -> sandbox.tokens().valid(token, AUDIENCES));
        if (caller.isEmpty()) {
            return challenge(request);
        }
        try {
            return sandbox.store().atomically(() -> answer(request, caller.get()));
        } catch (VaultRefusal e) {
            return e.response();
        }
    }

    private WebResponse answer(WebRequest request, ObjectNode caller) {
        Vault vault = arm.documents()
                .find(id)
                .map(Vault::new)
                .orElseThrow(() -> new VaultRefusal(404, "VaultNotFound", "This vault does not exist.", ""));
        guard.requireNetwork(vault, caller);
        String version = request.query("api-version").orElse("");
        if (!API_VERSIONS.contains(version)) {
            throw VaultRefusal.badParameter(
                    version.isEmpty()
                            ? "api-version must be specified"
                            : "The specified version (" + version + ") is not recognized. Consider using the latest"
                                    + " supported version (2025-07-01).");
        }
        VaultCall call = new VaultCall(arm.sandbox(), vault, request, caller, guard);
        new Issuance(call).settle();
        return collections.stream()
                .filter(collection -> collection.paths().contains(call.segment(0)))
                .findFirst()
                .orElseThrow(() ->
                        new VaultRefusal(404, "NotFound", "The path '" + request.path() + "' is not known here.", ""))
                .answer(call);
    }

    private WebResponse challenge(WebRequest request) {
        String problem = request.bearer().isPresent()
                ? "AKV10022: Invalid audience, issuer, signature or expired token. Expected audience:"
                        + " https://vault.azure.net."
                : "AKV10000: Request is missing a Bearer or PoP token.";
        ObjectNode body = Json.object();
        body.putObject("error").put("code", "Unauthorized").put("message", problem);
        return WebResponse.json(401, body)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization=\"" + arm.sandbox().url() + "/"
                                + arm.sandbox().credentials().tenantId()
                                + "\", resource=\"https://vault.azure.net\"");
    }
}
