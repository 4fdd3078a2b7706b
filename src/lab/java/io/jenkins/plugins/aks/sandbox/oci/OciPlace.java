package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Ids;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.Locale;

/** One registry: its resource, and where its content is kept. */
public record OciPlace(ArmContext arm, String id) {

    public ArmDocument document() {
        return arm.documents()
                .find(id)
                .orElseThrow(() -> new OciRefusal(404, "NOT_FOUND", "the registry does not exist"));
    }

    /** As image names have it. */
    public String host() {
        return document().properties().path("loginServer").asText();
    }

    public String url() {
        return "https://" + host();
    }

    /** Where documents of this registry are in the store; a registry that is made anew under the same name has another. */
    public String prefix() {
        String made = document().properties().path("creationDate").asText();
        return "oci/" + arm.ids().hex("registry " + id.toLowerCase(Locale.ROOT) + " " + made, 16) + "/";
    }

    /** What registries of this cloud can do: {@code /sandbox/registries.json}. */
    JsonNode offer() {
        return arm.data().get("registries");
    }

    boolean may(String principal, String action) {
        return arm.sandbox().rights().allows(principal, id, "Microsoft.ContainerRegistry/registries/" + action);
    }

    Ids ids() {
        return arm.ids();
    }
}
