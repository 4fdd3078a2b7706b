package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the service refuses of a service mesh, and what it fills in. */
final class MeshRules {
    private static final String MODE = "serviceMeshProfile.mode";
    private static final String PLUGIN = "serviceMeshProfile.istio.certificateAuthority.plugin";
    private static final List<String> PLUGIN_FIELDS =
            List.of("keyVaultId", "certObjectName", "keyObjectName", "rootCertObjectName", "certChainObjectName");
    private static final Pattern VAULT = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.KeyVault/vaults/[^/]+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OBJECT_NAME = Pattern.compile("[0-9a-zA-Z-]{1,127}");
    private static final int MOST_REVISIONS = 2;

    private final MeshRevisions revisions;

    MeshRules(ArmContext arm) {
        this.revisions = new MeshRevisions(arm.data());
    }

    /**
     * @param before the profile as it was; missing for none
     * @param current the version of Kubernetes; empty for a new cluster
     * @param version that the cluster shall have
     */
    void settle(ArmDocument cluster, JsonNode before, String current, String version) {
        if (!(cluster.properties().path("serviceMeshProfile") instanceof ObjectNode profile)) {
            return;
        }
        String mode = profile.path("mode").asText();
        if (mode.isEmpty()) {
            throw ArmRefusal.invalid(MODE, "it is required: Istio or Disabled.");
        }
        if (!isOn(profile)) {
            profile.put("mode", "Disabled").remove("istio");
            return;
        }
        profile.put("mode", "Istio");
        ObjectNode istio = profile.withObjectProperty("istio");
        checkAuthority(istio, isOn(before) ? before.path("istio") : null);
        checkGateways(cluster, istio);
        List<String> installed = isOn(before) ? MeshRevisions.texts(before.at("/istio/revisions")) : List.of();
        revisions(cluster, istio, installed, version);
        boolean upgraded = !Versions.minorOf(current).equals(Versions.minorOf(version));
        checkCompatible(
                cluster, MeshRevisions.texts(istio.path("revisions")), upgraded ? List.of() : installed, version);
    }

    private static boolean isOn(JsonNode profile) {
        return profile.path("mode").asText().equalsIgnoreCase("Istio");
    }

    /** @param before null where the mesh was off */
    private static void checkAuthority(ObjectNode istio, JsonNode before) {
        JsonNode authority = istio.path("certificateAuthority");
        JsonNode plugin = authority.path("plugin");
        if (authority.isObject() && !plugin.isObject()) {
            throw ArmRefusal.invalid(PLUGIN, "it is required in a certificate authority.");
        }
        if (plugin.isObject()) {
            checkPlugin(plugin);
        }
        if (before != null && !before.at("/certificateAuthority/plugin").isObject() && plugin.isObject()) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "Changing the certificate authority of a running service mesh from self-signed to plug-in is not"
                            + " supported. Disable the service mesh add-on first.",
                    PLUGIN);
        }
    }

    private static void checkPlugin(JsonNode plugin) {
        for (String field : PLUGIN_FIELDS) {
            if (plugin.path(field).asText().isEmpty()) {
                throw ArmRefusal.invalid(
                        PLUGIN + "." + field,
                        "it is required: " + String.join(", ", PLUGIN_FIELDS) + " must be given together.");
            }
        }
        String vault = plugin.path("keyVaultId").asText();
        if (!VAULT.matcher(vault).matches()) {
            throw ArmRefusal.invalid(PLUGIN + ".keyVaultId", "'" + vault + "' is not the resource id of a key vault.");
        }
        for (String field : PLUGIN_FIELDS.subList(1, PLUGIN_FIELDS.size())) {
            String name = plugin.path(field).asText();
            if (!OBJECT_NAME.matcher(name).matches()) {
                throw ArmRefusal.invalid(
                        PLUGIN + "." + field, "'" + name + "': 1 to 127 letters, digits and '-' are allowed.");
            }
        }
    }

    private static void checkGateways(ArmDocument cluster, ObjectNode istio) {
        Set<String> modes = new HashSet<>();
        for (JsonNode gateway : istio.at("/components/ingressGateways")) {
            String where = "serviceMeshProfile.istio.components.ingressGateways";
            if (!gateway.has("mode") || !gateway.has("enabled")) {
                throw ArmRefusal.invalid(where, "each gateway needs mode and enabled.");
            }
            if (!modes.add(gateway.path("mode").asText())) {
                throw ArmRefusal.invalid(
                        where, "there is more than one " + gateway.path("mode").asText() + " gateway.");
            }
        }
        boolean egress = false;
        for (JsonNode gateway : istio.at("/components/egressGateways")) {
            egress |= gateway.path("enabled").asBoolean();
        }
        if (egress
                && !cluster.properties()
                        .at("/networkProfile/staticEgressGatewayProfile/enabled")
                        .asBoolean()) {
            throw ArmRefusal.invalid(
                    "serviceMeshProfile.istio.components.egressGateways",
                    "an egress gateway needs the cluster's static egress gateway to be enabled.");
        }
    }

    private void revisions(ArmDocument cluster, ObjectNode istio, List<String> before, String version) {
        String plan = cluster.properties().path("supportPlan").asText();
        List<String> wanted = MeshRevisions.texts(istio.path("revisions"));
        if (wanted.isEmpty()) {
            String usual = revisions.usual(plan, Versions.minorOf(version));
            if (usual.isEmpty()) {
                throw refusal("No revision is compatible with Kubernetes version " + version + " and support plan "
                        + plan + ".");
            }
            istio.putArray("revisions").add(usual);
            wanted = List.of(usual);
        }
        if (wanted.size() > MOST_REVISIONS) {
            throw refusal("At most two revisions can be installed at a time.");
        }
        if (new HashSet<>(wanted).size() < wanted.size()) {
            throw refusal("Revision " + wanted.get(0) + " is named twice.");
        }
        for (String revision : wanted) {
            if (!revisions.isKnown(revision) && !before.contains(revision)) {
                throw refusal("Revision " + revision + " is not supported by the service mesh add-on.");
            }
        }
        checkChange(before, wanted);
    }

    /** @param exempt what stays as it is */
    private void checkCompatible(ArmDocument cluster, List<String> wanted, List<String> exempt, String version) {
        String plan = cluster.properties().path("supportPlan").asText();
        String minor = Versions.minorOf(version);
        for (String revision : wanted) {
            if (!exempt.contains(revision) && !revisions.isCompatible(revision, plan, minor)) {
                throw refusal("Revision " + revision + " is not compatible with Kubernetes version " + version
                        + " and support plan " + plan + ". Compatible revisions: "
                        + revisions.compatible(plan, minor) + ".");
            }
        }
    }

    /** A second revision is installed beside the first, and then one of the two is removed. */
    private void checkChange(List<String> before, List<String> wanted) {
        List<String> added = new ArrayList<>(wanted);
        added.removeAll(before);
        if (before.isEmpty() && wanted.size() > 1) {
            throw refusal("The service mesh add-on is enabled with one revision.");
        }
        if (before.isEmpty() || added.isEmpty()) {
            return;
        }
        if (!wanted.containsAll(before)) {
            throw refusal("Revision " + added.get(0) + " must be installed beside " + before
                    + " before that is removed: see https://aka.ms/asm-aks-upgrade-docs.");
        }
        if (!revisions.upgrades(before.get(0)).containsAll(added)) {
            throw refusal("Revision " + added.get(0) + " is no upgrade of " + before.get(0) + ". Available upgrades: "
                    + revisions.upgrades(before.get(0)) + ".");
        }
    }

    private static ArmRefusal refusal(String why) {
        return new ArmRefusal(
                400,
                "BadRequest",
                "Requested change in revisions is not allowed. Reason: " + why,
                "serviceMeshProfile.istio.revisions");
    }
}
