package io.jenkins.plugins.aks.notation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be thought of one signature.
 *
 * @param failure why it does not count; without it the signature is valid under the policy
 * @param envelope what was read, if the bytes hold together
 * @param checks in the order of verification, up to the one that ended it
 * @param metadata the user's metadata that the signature carries
 */
public record SignatureVerdict(
        Optional<String> failure, Optional<Envelope> envelope, List<CheckResult> checks, Map<String, String> metadata) {
    public SignatureVerdict {
        checks = List.copyOf(checks);
        metadata = Map.copyOf(metadata);
    }

    public boolean isValid() {
        return failure.isEmpty();
    }

    /** What failed and was only logged, as the notation CLI words it. */
    public List<String> warnings() {
        return checks.stream()
                .filter(check -> check.failure().isPresent() && check.action() == CheckAction.LOG)
                .map(check -> check.type().id() + " was set to \"log\" and failed with error: "
                        + check.failure().get())
                .toList();
    }
}
