package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.time.Duration;

/** The node images as they are published over time: {@code /sandbox/nodeImages.json}. */
final class NodeImages {
    private final Sandbox sandbox;

    NodeImages(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** The newest that is published by now, e.g. {@code AKSUbuntu-2204gen2containerd-202611.10.0}. */
    String latest(String osSku) {
        String latest = "";
        for (JsonNode image : sandbox.data().get("nodeImages")) {
            boolean fits = false;
            for (JsonNode sku : image.path("osSkus")) {
                fits |= sku.asText().equals(osSku);
            }
            for (JsonNode release : image.path("releases")) {
                Duration after = Duration.parse(release.path("after").asText("PT0S"));
                if (fits && sandbox.clock().sinceStart().compareTo(after) >= 0) {
                    latest = image.path("name").asText()
                            + release.path("version").asText();
                }
            }
        }
        return latest;
    }
}
