package io.jenkins.plugins.aks.pipeline;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code withAks} and other blocks tell the steps inside them. Saved with the Pipeline, so it holds strings only, and
 * never a secret. A value that is not set is null.
 */
public final class AksContext implements Serializable {
    private static final long serialVersionUID = 1L;

    static final String CLOUD = "cloud";
    static final String CREDENTIALS = "credentialsId";
    static final String SUBSCRIPTION = "subscription";
    static final String RESOURCE_GROUP = "resourceGroup";
    static final String CLUSTER = "cluster";
    static final String FLEET = "fleet";
    /** {@link #CLUSTER} or {@link #FLEET}, whichever the innermost block names: what the Kubernetes steps talk to. */
    static final String TARGET = "target";

    static final String LOCATION = "location";
    static final String EXPIRES = "expires";

    private final TreeMap<String, String> values;

    private AksContext(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    public static AksContext empty() {
        return new AksContext(Map.of());
    }

    public String cloud() {
        return values.get(CLOUD);
    }

    public String credentialsId() {
        return values.get(CREDENTIALS);
    }

    public String subscription() {
        return values.get(SUBSCRIPTION);
    }

    public String resourceGroup() {
        return values.get(RESOURCE_GROUP);
    }

    public String cluster() {
        return values.get(CLUSTER);
    }

    public String fleet() {
        return values.get(FLEET);
    }

    /** Whether the Kubernetes steps talk to the hub of the fleet, and not to the cluster. */
    boolean targetsHub() {
        return FLEET.equals(values.get(TARGET));
    }

    public String location() {
        return values.get(LOCATION);
    }

    /** The instant after which what is created may be swept, as ISO 8601. */
    public String expires() {
        return values.get(EXPIRES);
    }

    public AksContext withCloud(String value) {
        return with(CLOUD, value);
    }

    public AksContext withCredentialsId(String value) {
        return with(CREDENTIALS, value);
    }

    public AksContext withSubscription(String value) {
        return with(SUBSCRIPTION, value);
    }

    public AksContext withResourceGroup(String value) {
        return with(RESOURCE_GROUP, value);
    }

    public AksContext withCluster(String value) {
        return value == null || value.isEmpty() ? this : with(CLUSTER, value).with(TARGET, CLUSTER);
    }

    public AksContext withFleet(String value) {
        return value == null || value.isEmpty() ? this : with(FLEET, value).with(TARGET, FLEET);
    }

    public AksContext withLocation(String value) {
        return with(LOCATION, value);
    }

    public AksContext withExpires(String value) {
        return with(EXPIRES, value);
    }

    /** This context, completed by an outer one where this one says nothing. */
    public AksContext within(AksContext outer) {
        if (outer == null) {
            return this;
        }
        TreeMap<String, String> merged = new TreeMap<>(outer.values);
        merged.putAll(values);
        return new AksContext(merged);
    }

    /** A copy in which one value is set; null and the empty text change nothing. */
    private AksContext with(String key, String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        AksContext copy = new AksContext(values);
        copy.values.put(key, value);
        return copy;
    }

    Map<String, String> values() {
        return new TreeMap<>(values);
    }

    /** The variables that {@code sh} steps inside the block find: names of things, and no secret. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        put(environment, "AKS_SUBSCRIPTION", subscription());
        put(environment, "AKS_RESOURCE_GROUP", resourceGroup());
        put(environment, "AKS_CLUSTER", cluster());
        put(environment, "AKS_FLEET", fleet());
        put(environment, "AKS_LOCATION", location());
        return environment;
    }

    private static void put(Map<String, String> environment, String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AksContext that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
