package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.Optional;

/** The scope of one call of a step among several. */
record CalledScope(AksScope scope, String key) implements AksScope {
    @Override
    public String subscription() throws InvalidParameterException {
        return scope.subscription();
    }

    @Override
    public String resourceGroup() throws InvalidParameterException {
        return scope.resourceGroup();
    }

    @Override
    public String cluster() throws InvalidParameterException {
        return scope.cluster();
    }

    @Override
    public Optional<String> location() {
        return scope.location();
    }
}
