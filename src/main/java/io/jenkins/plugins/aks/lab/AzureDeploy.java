package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Deploys a template to a resource group (W005-W008, W015). It is validated first. Where the deployment of the same name
 * has the same template and parameters already, and its resources are there, nothing is sent but questions.
 */
final class AzureDeploy implements Operation<AksSession> {
    /** Saved before the first write: it was validated, and found to be needed. */
    private static final String READY = "ready";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final DeploySpec spec;
    private final DeploymentBody body;
    private final ResourceTarget target;

    AzureDeploy(DeploySpec spec) throws InvalidParameterException {
        this.spec = spec;
        this.body = new DeploymentBody(spec);
        this.body.check();
        this.target = ResourceTarget.of(
                "deployment " + spec.name(),
                spec.group() + "/providers/Microsoft.Resources/deployments/" + spec.name(),
                ApiVersions.RESOURCES);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Secrets secrets = Secrets.of(session, spec.secrets());
        try {
            if (journal.get(READY).isEmpty()) {
                Optional<Turn> turn = prepare(session, journal, secrets);
                if (turn.isPresent()) {
                    return turn.get();
                }
                journal.put(READY, "true").save();
            }
            return deploy(session, journal, secrets);
        } catch (OperationException e) {
            throw secrets.clean(e);
        } catch (TransientException e) {
            throw secrets.clean(e);
        }
    }

    /** @return empty once the deployment is good and must be sent */
    private Optional<Turn> prepare(AksSession session, Journal journal, Secrets secrets) throws Exception {
        Validation validation =
                new Validation(session.arm(), session.clock(), journal.scope("validation"), target.path());
        Optional<LongRunning.Progress> pending = validation.pending();
        if (pending.isPresent() && pending.get() instanceof LongRunning.Running running) {
            return Optional.of(Turn.again(running.after(), target.subject() + ": validating"));
        }
        Optional<ObjectNode> followed = pending.map(p -> ((LongRunning.Finished) p).body());
        Optional<ObjectNode> deployed =
                session.arm().find(target.path(), target.apiVersion()).map(ArmResponse::body);
        String state = deployed.map(AzureDeploy::state).orElse("Succeeded");
        if (!LongRunning.isFinal(state)) {
            return Optional.of(Turn.again(LOOK_AGAIN, target.subject() + " of another run: " + state));
        }
        if (spec.source() instanceof TemplateSource.BuiltIn) {
            Optional<Turn> recovery = DeletedVault.recover(session, spec.group());
            if (recovery.isPresent()) {
                return recovery;
            }
        }
        ObjectNode request = body.of(session, secrets, deployed.filter(d -> state(d).equals("Succeeded")));
        Optional<ObjectNode> validated =
                followed.isPresent() ? Optional.of(validation.checked(followed.get())) : validation.ask(request);
        if (validated.isEmpty()) {
            return Optional.of(Turn.again(LOOK_AGAIN, target.subject() + ": validating"));
        }
        if (deployed.isPresent() && isUnchanged(session, request, validated.get(), deployed.get())) {
            return Optional.of(Turn.done(DeploymentResult.of(deployed.get(), false)));
        }
        if (spec.complete()) {
            CompleteMode.check(session, spec.group(), validated.get());
        }
        return Optional.empty();
    }

    private boolean isUnchanged(AksSession session, ObjectNode request, ObjectNode validated, ObjectNode deployed)
            throws OperationException, TransientException {
        boolean unknown = spec.force() || !spec.secrets().isEmpty();
        if (unknown || !Validation.isSame(validated, deployed)) {
            return false;
        }
        ObjectNode template = (ObjectNode) request.at("/properties/template");
        Optional<String> lost = new DeployedResources(session.arm(), session.subscription(), template)
                .lost(deployed.at("/properties/outputResources"));
        lost.ifPresent(what -> session.log().line(target.subject() + ": " + what + ", deploying again"));
        return lost.isEmpty();
    }

    private Turn deploy(AksSession session, Journal journal, Secrets secrets) throws Exception {
        DeploymentOperations operations = new DeploymentOperations(session.arm());
        try {
            Turn turn = ensure(secrets).advance(session, journal);
            return turn instanceof Turn.Again again && LongRunning.isPending(journal)
                    ? Turn.again(again.after(), progress(operations, again.waitingFor()))
                    : turn;
        } catch (ArmException e) {
            boolean accepted = e.status() == 200;
            throw accepted ? new DeploymentFailures(operations).explain(target.path(), target.subject(), e) : e;
        }
    }

    /** Telling how far it is must not fail the deployment. */
    private String progress(DeploymentOperations operations, String otherwise) {
        try {
            String progress = new DeploymentProgress(operations).of(target.path());
            return progress.isEmpty() ? otherwise : target.subject() + ": " + progress;
        } catch (OperationException | TransientException e) {
            return otherwise;
        }
    }

    private EnsureResource<AksSession> ensure(Secrets secrets) {
        return new EnsureResource<>(
                target,
                AksSession.ACCESS,
                (session, current) -> {
                    if (current.filter(this::isOurs).isEmpty()) {
                        return Optional.of(
                                body.of(session, secrets, current.filter(c -> state(c).equals("Succeeded"))));
                    }
                    refuseFailed(current.get());
                    return Optional.empty();
                },
                (session, current, changed) -> DeploymentResult.of(current, true));
    }

    /** Sent by this very call of the step, though the answer may have been lost with the controller. */
    private boolean isOurs(JsonNode deployment) {
        return body.run().equals(Tags.in(deployment).get(DeploymentBody.RUN));
    }

    private void refuseFailed(JsonNode deployment) throws ArmException {
        if (LongRunning.isFailure(state(deployment))) {
            String code = deployment.at("/properties/error/code").asText(state(deployment));
            throw new ArmException(
                    200,
                    code,
                    target.subject() + " ended as " + state(deployment) + ": "
                            + deployment.at("/properties/error/message").asText("no reason is given"),
                    Map.of(ArmException.CODE, code, ArmException.RESOURCE, target.path()));
        }
    }

    private static String state(JsonNode deployment) {
        return deployment.at("/properties/provisioningState").asText("");
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        OnAbort action = how == OnAbort.DELETE ? OnAbort.CANCEL : how;
        Turn turn = ensure(Secrets.of(session, Map.of())).abort(session, journal, action);
        if (turn instanceof Turn.Done done && journal.get(READY).isPresent()) {
            String left = done.result().get(LEFT) + "; what it made is still there";
            return Operation.left(left);
        }
        return turn;
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(target.path().toLowerCase(Locale.ROOT));
    }
}
