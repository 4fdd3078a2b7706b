package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verifies images one after the other. */
final class NotationVerify {
    private NotationVerify() {}

    /** @param fail whether an image without a valid signature ends the step with an error */
    static Operation<AksSession> of(
            List<ImageReference> images, Trust trust, Map<String, String> metadata, boolean fail) {
        Sequence.Builder<AksSession> phases = Sequence.named();
        for (ImageReference image : images) {
            phases.then(image.toString(), new VerifyImage(image, trust, metadata));
        }
        return phases.returning(results -> result(results, fail)).build();
    }

    /** The first image's values stand in the map itself, so that who verifies one needs no list. */
    private static Map<String, Object> result(Map<String, Map<String, Object>> results, boolean fail)
            throws OperationException {
        List<Map<String, Object>> all = new ArrayList<>(results.values());
        List<String> failures = all.stream()
                .filter(each -> !Boolean.TRUE.equals(each.get(VerifyImage.VERIFIED)))
                .map(each -> String.valueOf(each.get(VerifyImage.FAILURE)))
                .toList();
        if (fail && !failures.isEmpty()) {
            throw new OperationException(String.join("\n", failures)
                    + "\nSign the image with notationSign, or correct the policy or its trust stores; with fail: false"
                    + " the verdict is returned instead.");
        }
        Map<String, Object> result = new LinkedHashMap<>(all.get(0));
        result.put(VerifyImage.VERIFIED, failures.isEmpty());
        result.put("images", all);
        return result;
    }
}
