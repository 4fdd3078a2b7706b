package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signs images one after the other. */
final class NotationSign {
    private static final String CHANGED = "changed";

    private NotationSign() {}

    static Operation<AksSession> of(List<ImageReference> images, SigningKey key, SignSpec spec) {
        Sequence.Builder<AksSession> phases = Sequence.named();
        for (ImageReference image : images) {
            phases.then(image.toString(), new SignImage(image, key, spec));
        }
        return phases.returning(NotationSign::result).build();
    }

    /** The first image's values stand in the map itself, so that who signs one needs no list. */
    private static Map<String, Object> result(Map<String, Map<String, Object>> results) {
        List<Map<String, Object>> all = new ArrayList<>(results.values());
        Map<String, Object> result = new LinkedHashMap<>(all.get(0));
        result.put("images", all);
        result.put(CHANGED, all.stream().anyMatch(each -> Boolean.TRUE.equals(each.get(CHANGED))));
        return result;
    }
}
