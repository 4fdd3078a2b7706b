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
        return needed("resourceGroup", AksContext::resourceGroup, "the name of a resource group");
    }

    @Override
    public String cluster() throws InvalidParameterException {
        return needed("cluster", AksContext::cluster, "the name of a cluster");
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

    private String needed(String name, Function<AksContext, String> value, String allowed)
            throws InvalidParameterException {
        String found = value.apply(context);
        if (found == null) {
            throw new InvalidParameterException(name, null, allowed, ADVICE);
        }
        return found;
    }
}
