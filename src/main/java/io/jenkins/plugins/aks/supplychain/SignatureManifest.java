package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.Envelope;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;

/** The manifest by which a registry keeps a signature, in the form that the notation CLI writes and every registry takes. */
final class SignatureManifest {
    static final String TYPE = "application/vnd.cncf.notary.signature";
    /** The configuration: an empty object. */
    static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

    private static final String THUMBPRINTS = "io.cncf.notary.x509chain.thumbprint#S256";
    private static final String CREATED = "org.opencontainers.image.created";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SignatureManifest() {}

    /**
     * @param image what is signed
     * @param config the pushed {@link #CONFIG}
     * @param layer the pushed envelope
     */
    static Manifest of(Manifest image, Descriptor config, Descriptor layer, Envelope envelope)
            throws NotationException {
        ObjectNode manifest = MAPPER.createObjectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        manifest.set("config", config.json());
        manifest.putArray("layers").add(layer.json());
        manifest.set("subject", image.descriptor().json());
        ObjectNode annotations = manifest.putObject("annotations");
        annotations.put(THUMBPRINTS, thumbprints(envelope));
        annotations.put(CREATED, envelope.attributes().signingTime().toString());
        return Manifest.of(MediaTypes.OCI_MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where the envelope is; refuses a manifest that is no signature. */
    static Descriptor layer(Manifest manifest) throws NotationException {
        JsonNode json = manifest.json();
        String artifactType = json.path("artifactType").asText();
        String config = json.at("/config/mediaType").asText();
        boolean signature = artifactType.isEmpty()
                ? config.equals(TYPE)
                : artifactType.equals(TYPE) && (config.equals(TYPE) || config.equals(MediaTypes.OCI_EMPTY));
        JsonNode layers = json.path("layers");
        if (!signature || !manifest.mediaType().equals(MediaTypes.OCI_MANIFEST) || layers.size() != 1) {
            throw new NotationException("not a signature manifest: artifact type '" + artifactType + "', config '"
                    + config + "', " + layers.size() + " layers");
        }
        JsonNode layer = layers.get(0);
        return Descriptor.of(
                layer.path("mediaType").asText(),
                layer.path("digest").asText(),
                layer.path("size").asLong(-1));
    }

    private static String thumbprints(Envelope envelope) throws NotationException {
        ArrayNode thumbprints = MAPPER.createArrayNode();
        for (X509Certificate certificate : envelope.chain()) {
            thumbprints.add(Certificates.thumbprint(certificate));
        }
        return thumbprints.toString();
    }
}
