package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.Optional;

/** If-Match and If-None-Match. */
final class Preconditions {
    private Preconditions() {}

    /** @throws ArmRefusal 412 */
    static void check(ArmCall call, Optional<ArmDocument> existing) {
        String current = existing.map(ArmDocument::etag).orElse("");
        call.request().header("If-Match").ifPresent(wanted -> {
            boolean matches = existing.isPresent()
                    && (wanted.equals("*") || unquoted(wanted).equals(current));
            if (!matches) {
                throw refusal("If-Match '" + wanted + "'", current);
            }
        });
        call.request().header("If-None-Match").ifPresent(unwanted -> {
            if (existing.isPresent()
                    && (unwanted.equals("*") || unquoted(unwanted).equals(current))) {
                throw refusal("If-None-Match '" + unwanted + "'", current);
            }
        });
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    private static ArmRefusal refusal(String condition, String current) {
        return new ArmRefusal(
                412,
                "EtagMismatch",
                "The condition " + condition + " is not met: the resource's current etag is '" + current + "'.");
    }
}
