package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** {@code /v2/{name}/manifests/{reference}}. */
final class ManifestRoutes {
    private static final int MOST = 4 << 20;
    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final Set<String> TYPES = Set.of(OCI, INDEX, DOCKER, LIST);

    private final OciPlace place;
    private final OciContent content;

    ManifestRoutes(OciPlace place, OciContent content) {
        this.place = place;
        this.content = content;
    }

    OciAnswer answer(OciRequest request, String repository, String reference) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" -> get(request, repository, reference);
            case "PUT" -> put(request, repository, reference);
            case "DELETE" -> delete(repository, reference);
            default -> throw new OciRefusal(405, "UNSUPPORTED", "The operation is unsupported.");
        };
    }

    private OciAnswer get(OciRequest request, String repository, String reference) {
        String digest = resolve(repository, reference).orElseThrow(() -> unknown(repository, reference));
        ObjectNode manifest = content.manifest(repository, digest).orElseThrow(() -> unknown(repository, reference));
        String type = manifest.path("mediaType").asText();
        if (!accepts(request, type)) {
            throw new OciRefusal(
                    404,
                    "MANIFEST_UNKNOWN",
                    "manifest of type " + type + " found, but the accept header does not support it");
        }
        return OciAnswer.of(200, type, content.manifestBytes(digest))
                .with("Docker-Content-Digest", digest)
                .with("ETag", "\"" + digest + "\"");
    }

    private static boolean accepts(OciRequest request, String type) {
        String accept = request.header("accept").orElse("*/*");
        return Arrays.stream(accept.split(","))
                .map(each -> each.replaceFirst(";.*", "").strip())
                .anyMatch(each -> each.equals(type) || each.equals("*/*") || each.equals("application/*"));
    }

    private Optional<String> resolve(String repository, String reference) {
        return isDigest(reference) ? Optional.of(reference) : content.tagged(repository, reference);
    }

    static boolean isDigest(String reference) {
        return reference.contains(":");
    }

    private static OciRefusal unknown(String repository, String reference) {
        ObjectNode detail =
                Json.object().put("Name", repository).put(isDigest(reference) ? "Digest" : "Tag", reference);
        return new OciRefusal(404, "MANIFEST_UNKNOWN", "manifest " + reference + " is not found", detail);
    }

    private OciAnswer put(OciRequest request, String repository, String reference) throws IOException {
        byte[] bytes = request.bytes(
                MOST, new OciRefusal(413, "SIZE_INVALID", "the manifest has more than " + MOST + " bytes"));
        ObjectNode manifest = parsed(bytes);
        String type = type(request, manifest);
        String digest = OciContent.sha256(bytes);
        if (isDigest(reference) && !reference.equals(digest)) {
            throw new OciRefusal(
                    400, "DIGEST_INVALID", "the digest of the manifest is " + digest + ", not " + reference);
        }
        if (!isDigest(reference) && !reference.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")) {
            throw new OciRefusal(400, "TAG_INVALID", "manifest tag did not match URI");
        }
        requireParts(repository, manifest, type);
        content.addManifest(repository, bytes, facts(manifest, type));
        if (!isDigest(reference)) {
            content.tag(repository, reference, digest);
        }
        OciAnswer answer = OciAnswer.empty(201)
                .with("Location", "/v2/" + repository + "/manifests/" + digest)
                .with("Docker-Content-Digest", digest);
        String subject = manifest.at("/subject/digest").asText();
        boolean lists = place.offer().path("referrersApi").asBoolean();
        return lists && !subject.isEmpty() ? answer.with("OCI-Subject", subject) : answer;
    }

    private static ObjectNode parsed(byte[] bytes) {
        try {
            return Json.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new OciRefusal(400, "MANIFEST_INVALID", "manifest invalid: " + e.getMessage());
        }
    }

    private static String type(OciRequest request, ObjectNode manifest) {
        String type = request.header("content-type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        if (!TYPES.contains(type)) {
            throw new OciRefusal(
                    415, "MANIFEST_INVALID", "the media type '" + type + "' of the manifest is not supported");
        }
        String declared = manifest.path("mediaType").asText(type);
        if (!declared.equals(type) || manifest.path("schemaVersion").asInt() != 2) {
            throw new OciRefusal(
                    400,
                    "MANIFEST_INVALID",
                    "the manifest says mediaType '" + declared + "' and schemaVersion '"
                            + manifest.path("schemaVersion").asText() + "', the request " + type);
        }
        return type;
    }

    private void requireParts(String repository, ObjectNode manifest, String type) {
        if (type.equals(INDEX) || type.equals(LIST)) {
            for (JsonNode each : list(manifest, "manifests")) {
                String digest = digest(each);
                if (content.manifest(repository, digest).isEmpty()) {
                    throw new OciRefusal(
                            404, "MANIFEST_UNKNOWN", "the index names the manifest " + digest + ", which is not found");
                }
            }
            return;
        }
        requireBlob(repository, manifest.path("config"));
        for (JsonNode layer : list(manifest, "layers")) {
            requireBlob(repository, layer);
        }
    }

    private void requireBlob(String repository, JsonNode descriptor) {
        String digest = digest(descriptor);
        if (!content.hasBlob(repository, digest)) {
            throw new OciRefusal(
                    400,
                    "MANIFEST_BLOB_UNKNOWN",
                    "blob unknown to registry",
                    Json.object().put("digest", digest));
        }
    }

    private static JsonNode list(ObjectNode manifest, String name) {
        if (!manifest.path(name).isArray()) {
            throw new OciRefusal(400, "MANIFEST_INVALID", "manifest invalid: it has no list '" + name + "'");
        }
        return manifest.path(name);
    }

    private static String digest(JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        boolean whole = digest.matches("sha256:[0-9a-f]{64}")
                && descriptor.path("size").isIntegralNumber()
                && !descriptor.path("mediaType").asText().isEmpty();
        if (!whole) {
            throw new OciRefusal(
                    400, "MANIFEST_INVALID", "manifest invalid: the descriptor " + descriptor + " is incomplete");
        }
        return digest;
    }

    /** What a list of referrers shows of a manifest. */
    private static ObjectNode facts(ObjectNode manifest, String type) {
        ObjectNode facts = Json.object().put("mediaType", type);
        String artifact = manifest.path("artifactType").asText();
        if (artifact.isEmpty()) {
            artifact = manifest.at("/config/mediaType").asText();
        }
        facts.put("artifactType", artifact);
        if (manifest.path("annotations").isObject()) {
            facts.set("annotations", manifest.path("annotations"));
        }
        if (manifest.path("subject").isObject()) {
            digest(manifest.path("subject"));
            facts.put("subject", manifest.at("/subject/digest").asText());
        }
        return facts;
    }

    private OciAnswer delete(String repository, String reference) {
        if (isDigest(reference)) {
            content.manifest(repository, reference).orElseThrow(() -> unknown(repository, reference));
            content.removeManifest(repository, reference);
        } else if (!content.removeTag(repository, reference)) {
            throw unknown(repository, reference);
        }
        return OciAnswer.empty(202);
    }
}
