package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the container service wants of the mesh.
 *
 * @param plugin where its certificate authority comes from; missing where it signs itself
 * @param ingress modes of the ingress gateways that are on, in lower case
 */
record MeshProfile(boolean on, List<String> revisions, JsonNode plugin, List<String> ingress) {
    private static final int PATCH = 2;

    MeshProfile {
        revisions = List.copyOf(revisions);
        ingress = List.copyOf(ingress);
    }

    static MeshProfile of(Desired desired) {
        JsonNode profile = Json.at(desired.cluster(), "properties", "serviceMeshProfile");
        JsonNode istio = profile.path("istio");
        boolean on = Json.text(profile, "mode").equals("Istio");
        List<String> ingress = new java.util.ArrayList<>();
        for (JsonNode gateway : Json.at(istio, "components", "ingressGateways")) {
            if (gateway.path("enabled").asBoolean()) {
                ingress.add(Json.text(gateway, "mode").toLowerCase(java.util.Locale.ROOT));
            }
        }
        return new MeshProfile(
                on,
                on ? Json.texts(istio.path("revisions")) : List.of(),
                Json.at(istio, "certificateAuthority", "plugin"),
                on ? ingress : List.of());
    }

    /** @param revision e.g. {@code asm-1-29} */
    static int minor(String revision) {
        return Integer.parseInt(revision.replaceFirst("^asm-1-", ""));
    }

    /** The version of Istio's images, e.g. {@code 1.29.2}. */
    static String version(String revision) {
        return "1." + minor(revision) + "." + PATCH;
    }
}
