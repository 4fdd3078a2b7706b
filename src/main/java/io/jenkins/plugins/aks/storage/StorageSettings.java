package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of the extension, all of them texts, as {@code az aks update} sends them (spec section 7.1, no. 6). */
final class StorageSettings {
    static final String CREATES = "global.cli.storagePool.install.create";
    private static final String INSTALL = "global.cli.storagePool.install.";
    private static final String DISABLE = "global.cli.storagePool.disable.";
    private static final String ON = "True";
    private static final String OFF = "False";

    private StorageSettings() {}

    /** Of a new extension. */
    static ObjectNode fresh(StorageSpec spec, String cpu) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("global.cli.activeControl", ON);
        settings.put(CREATES, spec.firstPool() ? ON : OFF);
        settings.put(INSTALL + "name", spec.firstPool() ? ContainerStorage.FIRST_POOL : "");
        settings.put(INSTALL + "size", spec.firstPool() ? "512Gi" : "");
        settings.put(INSTALL + "type", spec.firstPool() ? spec.disk().poolType() : "");
        settings.put(
                INSTALL + "diskType",
                spec.firstPool() && spec.disk().isEphemeral() ? spec.disk().word() : "");
        for (StorageDisk disk : StorageDisk.values()) {
            settings.put(disk.setting(), disk == spec.disk() ? ON : OFF);
        }
        settings.put("global.cli.storagePool.elasticSan.enabled", OFF);
        settings.put(
                "global.cli.storagePool.ephemeralDisk.enableEphemeralBypassAnnotation",
                spec.disk().isEphemeral() ? ON : OFF);
        settings.put(DISABLE + "validation", OFF).put(DISABLE + "type", "").put(DISABLE + "active", OFF);
        settings.put("cli.storagePool.type", "").put("cli.storagePool.ephemeralDisk.diskType", "");
        settings.put("global.cli.resources.num_hugepages", "1024");
        engine(spec, cpu).forEach(settings::put);
        return settings;
    }

    /** Of an extension that exists: what it has on stays on. */
    static ObjectNode merged(JsonNode current, StorageSpec spec, String cpu) {
        ObjectNode settings = current instanceof ObjectNode object ? object.deepCopy() : fresh(spec, cpu);
        turnOn(settings, spec.disk().setting());
        if (spec.disk().isEphemeral()) {
            turnOn(settings, "global.cli.storagePool.ephemeralDisk.enableEphemeralBypassAnnotation");
        }
        engine(spec, cpu).forEach(settings::put);
        return settings;
    }

    /** Without these a later reconciliation makes the first pool again, also after it was deleted. */
    static ObjectNode withoutFirstPool() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put(CREATES, OFF);
        for (String part : new String[] {"name", "size", "type", "diskType"}) {
            settings.put(INSTALL + part, "");
        }
        return settings;
    }

    static boolean isOn(JsonNode value) {
        return value.asText().equalsIgnoreCase(ON);
    }

    private static void turnOn(ObjectNode settings, String name) {
        if (!isOn(settings.path(name))) {
            settings.put(name, ON);
        }
    }

    private static Map<String, String> engine(StorageSpec spec, String cpu) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "global.cli.storagePool.ephemeralDisk.nvme.perfTier",
                spec.tier().word());
        settings.put("global.cli.resources.ioEngine.cpu", cpu);
        settings.put("global.cli.resources.ioEngine.memory", "2Gi");
        settings.put("global.cli.resources.ioEngine.hugepages2Mi", "2Gi");
        return settings;
    }
}
