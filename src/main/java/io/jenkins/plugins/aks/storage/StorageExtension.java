package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The cluster extension that brings Azure Container Storage (spec section 7.1, no. 6). */
final class StorageExtension {
    private static final String TYPE = "microsoft.azurecontainerstorage";
    private static final String SETTINGS = "configurationSettings";

    private final StorageSpec spec;

    StorageExtension(StorageSpec spec) {
        this.spec = spec;
    }

    /** @param vCpus of the smallest node */
    Operation<AksSession> installed(int vCpus) {
        String cpu = spec.tier().cpu(vCpus);
        return new EnsureResource<>(
                ContainerStorage.extension(spec.clusterId()),
                AksSession.ACCESS,
                (session, current) -> current.isPresent() ? changed(session, current.get(), cpu) : body(session, cpu),
                (session, current, changed) -> result(current, changed));
    }

    private Optional<ObjectNode> body(AksSession session, String cpu) {
        session.log()
                .line("Azure Container Storage: installing version 1 for "
                        + spec.disk().word() + " disks; this takes up to 20 minutes");
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties
                .put("extensionType", TYPE)
                .put("autoUpgradeMinorVersion", true)
                .put("releaseTrain", "stable");
        properties.putObject("scope").putObject("cluster").put("releaseNamespace", ContainerStorage.NAMESPACE);
        properties.set(SETTINGS, StorageSettings.fresh(spec, cpu));
        return Optional.of(JsonNodeFactory.instance.objectNode().set("properties", properties));
    }

    private Optional<ObjectNode> changed(AksSession session, ObjectNode current, String cpu) {
        JsonNode before = current.at("/properties/" + SETTINGS);
        ObjectNode after = StorageSettings.merged(before, spec, cpu);
        if (after.equals(before)) {
            return Optional.empty();
        }
        after.properties().forEach(setting -> {
            String old = before.path(setting.getKey()).asText();
            if (!old.equals(setting.getValue().asText())) {
                session.log()
                        .line("Azure Container Storage: " + setting.getKey() + ": " + old + " -> "
                                + setting.getValue().asText());
            }
        });
        ObjectNode body = ResourceUpdate.editable(current);
        body.withObjectProperty("properties").set(SETTINGS, after);
        return Optional.of(body);
    }

    private static Map<String, Object> result(ObjectNode current, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("version", current.at("/properties/currentVersion").asText());
        result.put("changed", changed);
        return result;
    }
}
