package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ClusterChange;
import java.util.Map;
import java.util.TreeMap;

/** The cluster has the add-on on, with these settings, or off. */
final class AddonSwitch extends ClusterChange {
    private final AddonSpec spec;

    AddonSwitch(AddonSpec spec) {
        super(ResourceTarget.cluster(spec.clusterId()), spec.cluster());
        this.spec = spec;
    }

    @Override
    protected boolean change(AksSession session, ObjectNode found, ObjectNode body) throws OperationException {
        ObjectNode profiles = body.withObject("/properties/addonProfiles");
        String key = Profiles.nameIn(profiles, spec.addon().profile());
        boolean on = profiles.path(key).path("enabled").asBoolean();
        if (!spec.on() && !on) {
            return false;
        }
        ObjectNode profile = profiles.withObjectProperty(key);
        if (!spec.on()) {
            requireUnused(found);
            profile.put("enabled", false).set("config", NullNode.instance);
        } else if (!settle(profile, on)) {
            return false;
        }
        session.log()
                .line("cluster " + spec.cluster() + ": add-on " + spec.addon().word() + ": "
                        + (!spec.on() ? "switching it off" : on ? "changing its settings" : "switching it on"));
        return true;
    }

    /** Whether anything differed. */
    private boolean settle(ObjectNode profile, boolean on) {
        Map<String, String> wanted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (!on) {
            wanted.putAll(spec.addon().defaults());
        }
        wanted.putAll(spec.config());
        ObjectNode config =
                profile.path("config") instanceof ObjectNode present ? present : profile.putObject("config");
        boolean differs = !on;
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            String name = Profiles.nameIn(config, entry.getKey());
            if (!entry.getValue().equals(config.path(name).asText(null))) {
                config.put(name, entry.getValue());
                differs = true;
            }
        }
        profile.put("enabled", true);
        return differs;
    }

    private void requireUnused(JsonNode cluster) throws OperationException {
        JsonNode plugin = cluster.at("/properties/serviceMeshProfile/istio/certificateAuthority/plugin");
        if (spec.addon() == Addon.AZURE_KEYVAULT_SECRETS_PROVIDER && plugin.isObject()) {
            throw new OperationException(
                    "cluster " + spec.cluster() + ": the service mesh takes its CA from "
                            + plugin.path("keyVaultId").asText()
                            + " through azure-keyvault-secrets-provider, so switching that off would break the mesh."
                            + " Switch the mesh off first with enableMesh(state: 'off'), then run the step again.",
                    Map.of("code", "AddonInUse"),
                    null);
        }
    }
}
