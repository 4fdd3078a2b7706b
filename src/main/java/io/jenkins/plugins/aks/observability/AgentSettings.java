package io.jenkins.plugins.aks.observability;

import io.jenkins.plugins.aks.operation.OperationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ConfigMap {@code ama-metrics-settings-configmap} says of the control plane, in either schema; what else it says
 * stays untouched (W140, W141). New maps get schema v2; one of v1 is kept in v1, since it may be in somebody's repository.
 */
final class AgentSettings {
    static final String NAME = "ama-metrics-settings-configmap";
    static final String NAMESPACE = "kube-system";

    /** The targets that there are, and whether the agent scrapes them where the map does not say. */
    static final Map<String, Boolean> TARGETS = Map.of(
            "apiserver", true,
            "etcd", true,
            "cluster-autoscaler", false,
            "node-auto-provisioning", false,
            "kube-scheduler", false,
            "kube-controller-manager", false);

    private static final String SCHEMA = "schema-version";
    private static final String SECTION = "controlplane-metrics";
    private static final String ENABLED = "default-targets-scrape-enabled";
    private static final String PROFILE = "minimal-ingestion-profile";
    private static final String ENABLED_V1 = "default-scrape-settings-enabled";
    private static final String KEEP_V1 = "default-targets-metrics-keep-list";
    private static final String PROFILE_V1 = "minimalingestionprofile";
    private static final String PREFIX_V1 = "controlplane-";

    private final Map<String, String> data;
    private final boolean first;

    private AgentSettings(Map<String, String> data, boolean first) {
        this.data = new LinkedHashMap<>(data);
        this.first = first;
    }

    /** @param data of the ConfigMap; empty where there is none */
    static AgentSettings of(Map<String, String> data) throws OperationException {
        String schema = data.getOrDefault(SCHEMA, "").strip();
        if (!data.isEmpty() && !schema.equals("v1") && !schema.equals("v2")) {
            throw new OperationException(
                    "ConfigMap " + NAMESPACE + "/" + NAME + ": its schema-version is '" + schema
                            + "', and the agent takes v1 and v2 only. Correct or delete it, then run the step again.",
                    Map.of("code", "UnknownSchemaVersion", "schemaVersion", schema),
                    null);
        }
        AgentSettings settings = new AgentSettings(data, schema.equals("v1"));
        if (data.isEmpty()) {
            settings.data.put(SCHEMA, "v2");
            settings.data.put("config-version", "ver1");
        }
        return settings;
    }

    String schema() {
        return first ? "v1" : "v2";
    }

    Map<String, String> data() {
        return Map.copyOf(data);
    }

    /** Whether each target is scraped, by its name without prefix. */
    Map<String, Boolean> targets() {
        Map<String, Boolean> targets = new TreeMap<>(TARGETS);
        String text = first ? text(ENABLED_V1) : SettingsText.block(text(SECTION), ENABLED);
        targets.replaceAll((name, usual) -> SettingsText.value(text, key(name))
                .map(value -> value.equalsIgnoreCase("true"))
                .orElse(usual));
        return targets;
    }

    /** Whether only the metrics that the usual dashboards and alerts need are kept. */
    boolean minimal() {
        String text = first ? text(KEEP_V1) : SettingsText.block(text(SECTION), PROFILE);
        return SettingsText.value(text, first ? PROFILE_V1 : "enabled")
                .map(value -> value.equalsIgnoreCase("true"))
                .orElse(true);
    }

    void set(String target, boolean on) {
        String value = String.valueOf(on);
        data.put(
                first ? ENABLED_V1 : SECTION,
                first
                        ? SettingsText.with(text(ENABLED_V1), key(target), value)
                        : SettingsText.withIn(text(SECTION), ENABLED, target, value));
    }

    /** In schema v1 the profile is that of all metrics, not of the control plane's alone. */
    void setMinimal(boolean minimal) {
        String value = String.valueOf(minimal);
        data.put(
                first ? KEEP_V1 : SECTION,
                first
                        ? SettingsText.with(text(KEEP_V1), PROFILE_V1, value)
                        : SettingsText.withIn(text(SECTION), PROFILE, "enabled", value));
    }

    private String key(String target) {
        return first ? PREFIX_V1 + target : target;
    }

    private String text(String key) {
        return data.getOrDefault(key, "");
    }
}
