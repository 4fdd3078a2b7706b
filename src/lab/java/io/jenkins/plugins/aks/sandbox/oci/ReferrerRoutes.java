package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /v2/{name}/referrers/{digest}}, in pages. */
final class ReferrerRoutes {
    private final OciPlace place;
    private final OciContent content;

    ReferrerRoutes(OciPlace place, OciContent content) {
        this.place = place;
        this.content = content;
    }

    OciAnswer answer(OciRequest request, String repository, String digest) {
        if (!place.offer().path("referrersApi").asBoolean()) {
            return OciAnswer.of(
                    404, "text/plain; charset=utf-8", "404 page not found\n".getBytes(StandardCharsets.UTF_8));
        }
        if (!request.reads()) {
            throw new OciRefusal(405, "UNSUPPORTED", "The operation is unsupported.");
        }
        if (!digest.matches("sha256:[0-9a-f]{64}")) {
            throw new OciRefusal(400, "DIGEST_INVALID", "the digest '" + digest + "' is none");
        }
        String type = request.query("artifactType").orElse("");
        List<ObjectNode> all = content.manifests(repository).values().stream()
                .filter(each -> each.path("subject").asText().equals(digest))
                .filter(each ->
                        type.isEmpty() || each.path("artifactType").asText().equals(type))
                .toList();
        String last = request.query("last").orElse("");
        List<ObjectNode> rest = all.stream()
                .filter(each -> each.path("digest").asText().compareTo(last) > 0)
                .toList();
        int most = place.offer().path("referrersPage").asInt();
        ObjectNode index =
                Json.object().put("schemaVersion", 2).put("mediaType", "application/vnd.oci.image.index.v1+json");
        ArrayNode manifests = index.putArray("manifests");
        rest.stream().limit(most).forEach(each -> manifests.add(shown(each)));
        OciAnswer answer = OciAnswer.of(
                200, "application/vnd.oci.image.index.v1+json", Json.text(index).getBytes(StandardCharsets.UTF_8));
        if (!type.isEmpty()) {
            answer.with("OCI-Filters-Applied", "artifactType");
        }
        if (rest.size() > most) {
            String next = "/v2/" + repository + "/referrers/" + digest + "?last="
                    + encoded(rest.get(most - 1).path("digest").asText())
                    + (type.isEmpty() ? "" : "&artifactType=" + encoded(type));
            answer.with("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer;
    }

    private static ObjectNode shown(ObjectNode facts) {
        ObjectNode shown = Json.object()
                .put("mediaType", facts.path("mediaType").asText())
                .put("digest", facts.path("digest").asText())
                .put("size", facts.path("size").asLong())
                .put("artifactType", facts.path("artifactType").asText());
        if (facts.has("annotations")) {
            shown.set("annotations", facts.path("annotations"));
        }
        return shown;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
