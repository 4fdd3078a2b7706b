package io.jenkins.plugins.aks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code acrBuild} returns. */
final class BuildResult {
    private BuildResult() {}

    static Map<String, Object> present(BuildSpec spec, RegistryPlace registry, String digest) {
        return result(spec, registry, digest, false, "");
    }

    /** @param run its properties */
    static Map<String, Object> built(BuildSpec spec, RegistryPlace registry, JsonNode run) throws OperationException {
        for (JsonNode image : run.path("outputImages")) {
            String name =
                    image.path("repository").asText() + ":" + image.path("tag").asText();
            if (name.equals(spec.first())) {
                String digest = image.path("digest").asText();
                return result(spec, registry, digest, true, run.path("runId").asText());
            }
        }
        throw new OperationException("build of " + spec.first() + ": run "
                + run.path("runId").asText() + " succeeded and did not push this image. Look at the run in registry "
                + registry.name() + ".");
    }

    private static Map<String, Object> result(
            BuildSpec spec, RegistryPlace registry, String digest, boolean changed, String run) {
        List<Object> images = new ArrayList<>();
        for (ImageReference image : spec.images()) {
            images.add(registry.loginServer() + "/" + BuildSpec.name(image));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", changed);
        result.put("digest", digest);
        result.put("image", registry.loginServer() + "/" + spec.images().get(0).repository() + "@" + digest);
        result.put("images", images);
        result.put("registry", registry.loginServer());
        result.put("repository", spec.images().get(0).repository());
        result.put("tag", spec.images().get(0).tag());
        result.put("runId", run);
        return result;
    }
}
