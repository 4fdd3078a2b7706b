package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.LogQuery;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One look along the chain, from the service account to what the probe's pod has to say. */
final class IdentityProbe {
    private static final int LOG_LIMIT = 64 * 1024;

    private final IdentityCheckSpec spec;
    private final KubernetesClient client;
    private final LiveObjects live;
    private final VaultPlace vault;
    private final String issuer;
    private final IdentityLookup azure;

    IdentityProbe(
            IdentityCheckSpec spec, AksSession session, KubernetesClient client, VaultPlace vault, String issuer) {
        this.spec = spec;

        this.client = client;
        this.live = new LiveObjects(new ApiReader(client));
        this.vault = vault;
        this.issuer = issuer;
        this.azure = new IdentityLookup(
                session.arm(), ResourceId.parse(spec.clusterId()).subscription().orElse(""));
    }

    /** Empty while the probe has not ended. */
    Optional<Broken> look(ProbePod pod, Journal journal) throws OperationException, TransientException, IOException {
        JsonNode account = live.one(spec.account().path());
        if (account.isMissingNode()) {
            return broken(ChainLink.SERVICE_ACCOUNT, spec.account() + " does not exist", "federateIdentity makes it");
        }
        String clientId = account.path("metadata")
                .path("annotations")
                .path(ClusterIdentity.CLIENT_ID)
                .asText();
        Optional<JsonNode> identity = clientId.isEmpty() ? Optional.empty() : azure.byClientId(clientId);
        if (identity.isEmpty()) {
            return broken(
                    ChainLink.SERVICE_ACCOUNT,
                    clientId.isEmpty()
                            ? "no annotation " + ClusterIdentity.CLIENT_ID
                            : "the annotation names the client id " + clientId
                                    + ", which no managed identity of the subscription has",
                    "federateIdentity sets the annotation");
        }
        JsonNode running = live.one(pod.path());
        if (running.isMissingNode()) {
            start(pod, journal);
            return Optional.empty();
        }
        Optional<Broken> injected = injected(running);
        return injected.isPresent() ? injected : trusted(running, identity.get());
    }

    private static Optional<Broken> broken(ChainLink link, String got, String reason) {
        return Optional.of(Broken.at(link, got, reason));
    }

    private void start(ProbePod pod, Journal journal) throws OperationException, TransientException, IOException {
        ManifestApply apply = new ManifestApply(new ApplyOptions("", true, false, false));
        apply.prepare(List.of(pod.manifest(vault.uri(), spec.secret())), new ApiReader(client));
        while (apply.advance(client, journal.scope(pod.name()), line -> {}).isPresent()) {
            // One object: the loop ends after it.
        }
    }

    private Optional<Broken> injected(JsonNode pod) {
        Optional<String> missing = ProbePod.notInjected(pod);
        if (missing.isEmpty()) {
            String audience = ProbePod.audience(pod).orElse("");
            return audience.equals(ClusterIdentity.AUDIENCE)
                    ? Optional.empty()
                    : broken(
                            ChainLink.PROJECTED_TOKEN,
                            "the token is for " + audience + " and not for " + ClusterIdentity.AUDIENCE,
                            "the pod brings a volume of its own: leave it to the webhook");
        }
        String label =
                pod.path("metadata").path("labels").path(ClusterIdentity.USE).asText();
        if (!label.equals("true")) {
            return broken(
                    ChainLink.WEBHOOK,
                    missing.get() + " is missing",
                    "the pod lacks the label " + ClusterIdentity.USE + ": \"true\", by which the webhook knows it");
        }
        return Optional.of(Broken.yet(
                ChainLink.WEBHOOK,
                missing.get() + " is missing",
                "the webhook did not see the pod: look at azure-wi-webhook-controller-manager in kube-system"));
    }

    private Optional<Broken> trusted(JsonNode running, JsonNode identity)
            throws OperationException, TransientException {
        Optional<Broken> credential = CredentialMatch.of(
                azure.credentials(identity), issuer, spec.account().subject(), ClusterIdentity.AUDIENCE);
        if (credential.isPresent()) {
            return credential;
        }
        Optional<Broken> waiting = waiting(running);
        if (waiting.isPresent() || !hasStarted(running)) {
            return waiting;
        }
        PodContainer where = new PodContainer(running, ProbePod.CONTAINER);
        Optional<Broken> said = ProbeLog.read(new PodLogs(client).read(where, LogQuery.all(LOG_LIMIT)));
        if (said.isPresent() && said.get().link() == ChainLink.ROLE) {
            return Optional.of(role(identity, said.get()));
        }
        boolean ended = running.path("status").path("phase").asText().matches("Failed|Succeeded");
        return said.isEmpty() && ended
                ? Optional.of(Broken.unknown(
                        ChainLink.TOKEN_EXCHANGE,
                        "the probe ended without a word that is known",
                        "its image " + spec.image() + " must write what the workshop's writes"))
                : said;
    }

    private Broken role(JsonNode identity, Broken said) throws OperationException, TransientException {
        Optional<String> role = azure.roleToRead(identity, vault.id());
        return role.isPresent()
                ? Broken.yet(
                        ChainLink.ROLE,
                        said.got(),
                        "the role " + role.get() + " is assigned, and does not count yet: that takes up to ten minutes")
                : Broken.at(
                        ChainLink.ROLE,
                        said.got(),
                        "the identity has no role such as Key Vault Secrets User on " + vault.name()
                                + ": federateIdentity with role and scope, or azureRole, gives it one");
    }

    private static boolean hasStarted(JsonNode pod) {
        JsonNode state = pod.at("/status/containerStatuses/0/state");
        return state.has("running") || state.has("terminated");
    }

    private Optional<Broken> waiting(JsonNode pod) {
        JsonNode waiting = pod.at("/status/containerStatuses/0/state/waiting");
        String reason = waiting.path("reason").asText();
        if (!reason.matches("ErrImagePull|ImagePullBackOff|InvalidImageName|CreateContainerConfigError")) {
            return Optional.empty();
        }
        return Optional.of(Broken.unknown(
                ChainLink.TOKEN_EXCHANGE,
                "the probe does not start: " + reason,
                "the image " + spec.image() + " cannot be used here: "
                        + waiting.path("message").asText()));
    }
}
