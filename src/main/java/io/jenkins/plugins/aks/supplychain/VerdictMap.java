package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.CheckResult;
import io.jenkins.plugins.aks.notation.Envelope;
import io.jenkins.plugins.aks.notation.SignatureVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verdicts as steps return them. */
final class VerdictMap {
    private VerdictMap() {}

    /** @param signature the digest of its manifest */
    static Map<String, Object> of(String signature, SignatureVerdict verdict) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("signature", signature);
        map.put("valid", verdict.isValid());
        verdict.failure().ifPresent(failure -> map.put("failure", failure));
        verdict.envelope().ifPresent(envelope -> describe(map, envelope));
        map.put("metadata", new LinkedHashMap<>(verdict.metadata()));
        map.put("checks", checks(verdict));
        map.put("warnings", verdict.warnings());
        return map;
    }

    private static void describe(Map<String, Object> map, Envelope envelope) {
        map.put("format", envelope.format().id());
        map.put("signer", Certificates.subject(envelope.signer()));
        map.put("signingTime", envelope.attributes().signingTime().toString());
        envelope.attributes().expiry().ifPresent(expiry -> map.put("expiry", expiry.toString()));
    }

    private static List<Map<String, Object>> checks(SignatureVerdict verdict) {
        List<Map<String, Object>> checks = new ArrayList<>();
        for (CheckResult check : verdict.checks()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", check.type().id());
            map.put("action", check.action().id());
            map.put("passed", check.failure().isEmpty());
            check.failure().ifPresent(failure -> map.put("failure", failure));
            checks.add(map);
        }
        return checks;
    }
}
