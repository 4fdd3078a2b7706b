package io.jenkins.plugins.aks.observability;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The agent's ConfigMap scrapes the targets that were asked for. Written as a whole with the version that was read, so that
 * a change which somebody makes in the same moment is not lost.
 */
final class AgentSettingsUpdate implements Operation<AksSession> {
    private static final String WROTE = "wrote";
    private static final int CONFLICT = 409;

    private final String clusterId;
    private final Map<String, Boolean> targets;
    private final Optional<Boolean> minimal;

    /**
     * @param targets to switch on or off; others stay as they are
     * @param minimal the ingestion profile; empty to leave it
     */
    AgentSettingsUpdate(String clusterId, Map<String, Boolean> targets, Optional<Boolean> minimal) {
        this.clusterId = clusterId;
        this.targets = new TreeMap<>(targets);
        this.minimal = minimal;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        ConfigMap current = KubernetesErrors.call("read ConfigMap " + AgentSettings.NAME, () -> client.configMaps()
                .inNamespace(AgentSettings.NAMESPACE)
                .withName(AgentSettings.NAME)
                .get());
        AgentSettings settings = AgentSettings.of(current == null ? Map.of() : data(current));
        List<String> changes = changes(settings);
        if (changes.isEmpty()) {
            return Turn.done(result(session, settings, journal.get(WROTE).isPresent()));
        }
        String schema = settings.schema().equals("v1") ? " (schema v1, where the profile is that of all metrics)" : "";
        session.log().line("ConfigMap " + AgentSettings.NAME + schema + ": " + String.join(", ", changes));
        journal.put(WROTE, "true").save();
        write(client, current, settings);
        return Turn.again(Duration.ZERO, "ConfigMap " + AgentSettings.NAME + ": written");
    }

    private List<String> changes(AgentSettings settings) {
        List<String> changes = new ArrayList<>();
        Map<String, Boolean> now = settings.targets();
        targets.forEach((target, on) -> {
            if (!on.equals(now.get(target))) {
                settings.set(target, on);
                changes.add(target + (on ? " on" : " off"));
            }
        });
        minimal.filter(wanted -> wanted != settings.minimal()).ifPresent(wanted -> {
            settings.setMinimal(wanted);
            changes.add((wanted ? "minimal" : "full") + " ingestion profile");
        });
        return changes;
    }

    private static void write(KubernetesClient client, ConfigMap current, AgentSettings settings)
            throws OperationException, TransientException {
        ConfigMap wanted = (current == null ? new ConfigMapBuilder() : new ConfigMapBuilder(current))
                .editOrNewMetadata()
                .withName(AgentSettings.NAME)
                .withNamespace(AgentSettings.NAMESPACE)
                .endMetadata()
                .withData(settings.data())
                .build();
        KubernetesErrors.call("write ConfigMap " + AgentSettings.NAME, () -> {
            try {
                var resource =
                        client.configMaps().inNamespace(AgentSettings.NAMESPACE).resource(wanted);
                return current == null ? resource.create() : resource.update();
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == CONFLICT) {
                    throw new TransientException(
                            "ConfigMap " + AgentSettings.NAME + " was changed meanwhile: reading it again", refused);
                }
                throw refused;
            }
        });
    }

    private static Map<String, String> data(ConfigMap map) {
        return map.getData() == null ? Map.of() : map.getData();
    }

    private static Map<String, Object> result(AksSession session, AgentSettings settings, boolean changed) {
        Map<String, Boolean> targets = settings.targets();
        List<String> on = targets.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        session.log().line("control plane targets on: " + (on.isEmpty() ? "none" : String.join(", ", on)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("targets", new TreeMap<String, Object>(targets));
        result.put("profile", settings.minimal() ? "minimal" : "full");
        result.put("schema", settings.schema());
        result.put("changed", changed);
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("ConfigMap " + AgentSettings.NAME
                + (journal.get(WROTE).isPresent() ? " was changed and stays so" : " was not changed"));
    }
}
