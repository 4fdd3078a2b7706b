package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.Function;

/** The scope of one step: its own parameters, completed by the blocks around it. Saved with the Pipeline. */
final class StepScope implements AksScope, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ADVICE = "Give it to the step, or to a withAks { } around it.";

    private final AksContext context;
    private final String buildId;
    private final String nodeId;

    StepScope(AksContext context, String buildId, String nodeId) {
        this.context = context;
        this.buildId = buildId;
        this.nodeId = nodeId;
    }

    AksContext context() {
        return context;
    }

    String nodeId() {
        return nodeId;
    }

    @Override
    public String key() {
        return buildId + "/" + nodeId;
    }

    @Override
    public String subscription() throws InvalidParameterException {
        return needed("subscription", AksContext::subscription, "the id of a subscription");
    }

    @Override
    public String resourceGroup() throws InvalidParameterException {
        return formed(
                "resourceGroup",
                AksContext::resourceGroup,
                "[-\\w._()]{0,89}[-\\w_()]",
                "the name of a resource group: 1 to 90 letters, digits, and - _ . ( ), not ending with a full stop");
    }

    @Override
    public String cluster() throws InvalidParameterException {
        return formed(
                "cluster",
                AksContext::cluster,
                "[A-Za-z0-9]([\\w-]{0,61}[A-Za-z0-9])?",
                "the name of a cluster: 1 to 63 letters, digits, underscores and hyphens, starting and ending with a"
                        + " letter or digit");
    }

    /** Not that of a block farther out: who names a fleet inside of it means the hub, and would change another cluster. */
    @Override
    public String clusterId() throws InvalidParameterException {
        if (context.targetsHub()) {
            throw new InvalidParameterException(
                    "cluster",
                    null,
                    "the name of a cluster: this step works on one, and the withAks { } around it names the fleet "
                            + context.fleet(),
                    "Give cluster to the step, move the step out of the block, or use fleetEach { } for the members.");
        }
        return AksScope.super.clusterId();
    }

    @Override
    public Optional<String> fleet() {
        return Optional.ofNullable(context.fleet());
    }

    @Override
    public String kubernetesId() throws InvalidParameterException {
        return context.targetsHub()
                ? groupId() + "/providers/Microsoft.ContainerService/fleets/" + fleetName()
                : clusterId();
    }

    private String fleetName() throws InvalidParameterException {
        return formed(
                "fleet",
                AksContext::fleet,
                "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
                "the name of a fleet: 1 to 63 lower-case letters, digits and hyphens");
    }

    @Override
    public Optional<String> location() {
        return Optional.ofNullable(context.location());
    }

    String credentialsId() throws InvalidParameterException {
        return needed("credentialsId", AksContext::credentialsId, "the id of an Azure credential");
    }

    StepScope withSubscription(String subscription) {
        return new StepScope(context.withSubscription(subscription), buildId, nodeId);
    }

    StepScope withContext(AksContext other) {
        return new StepScope(other, buildId, nodeId);
    }

    private String formed(String name, Function<AksContext, String> value, String pattern, String allowed)
            throws InvalidParameterException {
        String found = needed(name, value, allowed);
        if (!found.matches(pattern)) {
            throw new InvalidParameterException(name, found, allowed, "Correct it in the step, or in withAks.");
        }
        return found;
    }

    private String needed(String name, Function<AksContext, String> value, String allowed)
            throws InvalidParameterException {
        String found = value.apply(context);
        if (found == null) {
            throw new InvalidParameterException(name, null, allowed, ADVICE);
        }
        return found;
    }
}
