package io.jenkins.plugins.aks.notation;

import java.util.Optional;

/**
 * How one check of a signature went.
 *
 * @param type what was checked
 * @param action what a failure leads to under the policy in force
 * @param failure why it failed, if it did
 */
public record CheckResult(CheckType type, CheckAction action, Optional<String> failure) {
    boolean isFatal() {
        return failure.isPresent() && action == CheckAction.ENFORCE;
    }
}
