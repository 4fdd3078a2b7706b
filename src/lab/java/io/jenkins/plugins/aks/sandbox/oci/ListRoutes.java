package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /v2/_catalog} and {@code /v2/{name}/tags/list}, in pages. */
final class ListRoutes {
    private static final int MOST = 100;

    private final OciContent content;

    ListRoutes(OciContent content) {
        this.content = content;
    }

    OciAnswer catalog(OciRequest request) {
        return page(request, "/v2/_catalog", Json.object(), "repositories", content.repositories());
    }

    OciAnswer tags(OciRequest request, String repository) {
        if (!content.hasRepository(repository)) {
            throw new OciRefusal(
                    404,
                    "NAME_UNKNOWN",
                    "repository name not known to registry",
                    Json.object().put("name", repository));
        }
        String path = "/v2/" + repository + "/tags/list";
        return page(request, path, Json.object().put("name", repository), "tags", content.tags(repository));
    }

    private static OciAnswer page(OciRequest request, String path, ObjectNode body, String field, List<String> all) {
        if (!request.is("GET")) {
            throw new OciRefusal(405, "UNSUPPORTED", "The operation is unsupported.");
        }
        String n = request.query("n").orElse(String.valueOf(MOST));
        if (!n.matches("\\d{1,6}")) {
            throw new OciRefusal(400, "PAGINATION_NUMBER_INVALID", "invalid number of results requested");
        }
        int most = Math.min(MOST, Integer.parseInt(n));
        String last = request.query("last").orElse("");
        List<String> rest =
                all.stream().sorted().filter(name -> name.compareTo(last) > 0).toList();
        rest.stream().limit(most).forEach(body.putArray(field)::add);
        OciAnswer answer = OciAnswer.json(body);
        if (rest.size() > most && most > 0) {
            String next =
                    path + "?last=" + URLEncoder.encode(rest.get(most - 1), StandardCharsets.UTF_8) + "&n=" + most;
            answer.with("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer;
    }
}
