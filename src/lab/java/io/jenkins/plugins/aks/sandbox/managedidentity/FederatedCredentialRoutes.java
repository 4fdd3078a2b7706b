package io.jenkins.plugins.aks.sandbox.managedidentity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Federated credentials of a managed identity: whose tokens it trusts. Entra knows a new one only after a while. */
final class FederatedCredentialRoutes {
    private static final String TYPE = IdentityRoutes.TYPE + "/federatedIdentityCredentials";
    private static final String ALL = "/subscriptions/{subscription}/resourceGroups/{group}/providers/"
            + IdentityRoutes.TYPE + "/{identity}/federatedIdentityCredentials";
    /** How long Entra takes to know it. */
    private static final Duration PROPAGATION = Duration.ofSeconds(45);
    /** Two writes to one identity within this time collide. */
    private static final Duration ONE_WRITE = Duration.ofSeconds(2);

    private final Schema schema = Schema.load("federatedCredential", "BadRequest");
    private final ArmContext arm;

    FederatedCredentialRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                of(identity(call)).stream()
                                        .map(ArmDocument::resource)
                                        .toList()));
        arm.routes()
                .add(
                        "GET",
                        ALL + "/{credential}",
                        TYPE,
                        call -> WebResponse.json(
                                200,
                                find(call).orElseThrow(() -> notFound(call)).resource()));
        arm.routes().add("PUT", ALL + "/{credential}", TYPE, this::put);
        arm.routes().add("DELETE", ALL + "/{credential}", TYPE, this::delete);
    }

    private WebResponse put(ArmCall call) {
        ArmDocument identity = identity(call);
        requireAlone(identity);
        String name = call.parameter("credential");
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}")) {
            throw new ArmRefusal(
                    400, "BadRequest", "The federated identity credential's name '" + name + "' is invalid.");
        }
        JsonNode given = schema.check(call.body()).path("properties");
        requireComplete(given);
        requireRegion(identity);
        Optional<ArmDocument> existing = find(call);
        for (ArmDocument other : of(identity)) {
            boolean same = other.properties().path("issuer").equals(given.path("issuer"))
                    && other.properties().path("subject").equals(given.path("subject"));
            if (same && !other.name().equalsIgnoreCase(name)) {
                throw new ArmRefusal(
                        409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.");
            }
        }
        int most = arm.data().get("limits").path("federatedCredentials").asInt();
        if (existing.isEmpty() && of(identity).size() >= most) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "Too many Federated Identity Credentials are requested to be created: at most " + most
                            + " per identity.");
        }
        ArmDocument credential = existing.orElseGet(() -> ArmDocument.of(path(call), name, TYPE));
        boolean changed = !credential.properties().equals(given);
        credential.properties().removeAll();
        credential.properties().setAll((ObjectNode) given);
        if (changed) {
            credential.internal().put("known", arm.clock().in(PROPAGATION).toString());
        }
        arm.documents().put(credential);
        publish(identity);
        return WebResponse.json(existing.isPresent() ? 200 : 201, credential.resource());
    }

    private static void requireComplete(JsonNode given) {
        String issuer = given.path("issuer").asText();
        if (!issuer.startsWith("https://")
                || given.path("subject").asText().isBlank()
                || given.path("audiences").size() != 1) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "A federated identity credential has an issuer (an https URL), a subject and exactly one"
                            + " audience.");
        }
    }

    private void requireRegion(ArmDocument identity) {
        String location = identity.resource().path("location").asText();
        for (JsonNode without : arm.data().get("limits").path("federationRegionsWithout")) {
            if (without.asText().equals(location)) {
                throw new ArmRefusal(
                        405,
                        "MethodNotAllowed",
                        "The request format was unexpected: Support for federated identity credentials not enabled.");
            }
        }
    }

    /** Each write takes a moment, in which others are refused. */
    private void requireAlone(ArmDocument identity) {
        String until = identity.internal().path("writing").asText();
        if (!until.isEmpty() && Instant.parse(until).isAfter(arm.clock().now())) {
            throw new ArmRefusal(
                    409,
                    "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
                    "Too many Federated Identity Credentials are written concurrently for the managed identity '"
                            + identity.id()
                            + "'. Concurrent Federated Identity Credentials writes under the same managed"
                            + " identity are not supported.");
        }
        identity.internal().put("writing", arm.clock().in(ONE_WRITE).toString());
        arm.documents().put(identity);
    }

    private WebResponse delete(ArmCall call) {
        ArmDocument identity = identity(call);
        Optional<ArmDocument> existing = find(call);
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        requireAlone(identity);
        arm.documents().remove(existing.get().id());
        publish(identity);
        return WebResponse.empty(200);
    }

    /** Tells the directory. */
    private void publish(ArmDocument identity) {
        String client = identity.properties().path("clientId").asText();
        arm.sandbox().principals().byClientId(client).ifPresent(principal -> {
            var list = principal.putArray("federated");
            for (ArmDocument credential : of(identity)) {
                JsonNode properties = credential.properties();
                list.addObject()
                        .put("issuer", properties.path("issuer").asText())
                        .put("subject", properties.path("subject").asText())
                        .put("audience", properties.path("audiences").path(0).asText())
                        .put("known", credential.internal().path("known").asText());
            }
            arm.sandbox().principals().put(principal);
        });
    }

    private List<ArmDocument> of(ArmDocument identity) {
        return arm.documents().under(identity.id() + "/federatedIdentityCredentials");
    }

    private ArmDocument identity(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        String id = Groups.id(call.subscription(), call.group()) + "/providers/" + IdentityRoutes.TYPE + "/"
                + call.parameter("identity");
        return arm.documents()
                .find(id)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ParentResourceNotFound",
                        "Failed to perform 'write' on resource(s) of type '" + TYPE + "', because the parent resource '"
                                + id + "' could not be found."));
    }

    private String path(ArmCall call) {
        return identity(call).id() + "/federatedIdentityCredentials/" + call.parameter("credential");
    }

    private Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(path(call));
    }

    private static ArmRefusal notFound(ArmCall call) {
        return new ArmRefusal(
                404,
                "NotFound",
                "The federated identity credential '" + call.parameter("credential") + "' was not found.");
    }
}
