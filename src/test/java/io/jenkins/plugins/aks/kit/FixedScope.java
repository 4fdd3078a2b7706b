package io.jenkins.plugins.aks.kit;

import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.Optional;

/** What {@code withAks} would give. */
public record FixedScope(String subscription, String resourceGroup, String cluster, Optional<String> location)
        implements AksScope {

    public static FixedScope of(String subscription, String resourceGroup) {
        return new FixedScope(subscription, resourceGroup, "demo", Optional.of("westeurope"));
    }

    @Override
    public String key() {
        return "demo/7/12";
    }
}
