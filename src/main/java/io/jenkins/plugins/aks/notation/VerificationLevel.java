package io.jenkins.plugins.aks.notation;

import static io.jenkins.plugins.aks.notation.CheckAction.ENFORCE;
import static io.jenkins.plugins.aks.notation.CheckAction.LOG;
import static io.jenkins.plugins.aks.notation.CheckAction.SKIP;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How strictly a policy verifies.
 *
 * @param name strict, permissive, audit, skip, or custom when some of it is overridden
 * @param actions what a failure of each check leads to
 */
public record VerificationLevel(String name, Map<CheckType, CheckAction> actions) {
    static final String SKIP_NAME = "skip";

    private static final List<VerificationLevel> LEVELS = List.of(
            level("strict", ENFORCE, ENFORCE, ENFORCE, ENFORCE, ENFORCE),
            level("permissive", ENFORCE, ENFORCE, LOG, LOG, LOG),
            level("audit", ENFORCE, LOG, LOG, LOG, LOG),
            level(SKIP_NAME, SKIP, SKIP, SKIP, SKIP, SKIP));

    public VerificationLevel {
        actions = Map.copyOf(actions);
    }

    /** A level as a policy writes it, with what it overrides. */
    static VerificationLevel of(String name, Map<String, String> overrides) throws NotationException {
        if (name.isEmpty()) {
            throw new NotationException(
                    "signature verification level is empty or missing in the trust policy statement");
        }
        VerificationLevel base = LEVELS.stream()
                .filter(level -> level.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new NotationException("invalid signature verification level \"" + name
                        + "\"; allowed: strict, permissive, audit, skip"));
        if (overrides.isEmpty()) {
            return base;
        }
        if (base.isSkip()) {
            throw new NotationException(
                    "signature verification level \"skip\" can't be used to customize signature verification");
        }
        Map<CheckType, CheckAction> actions = new EnumMap<>(base.actions);
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            CheckType type = CheckType.of(override.getKey())
                    .orElseThrow(() -> new NotationException("verification type \"" + override.getKey()
                            + "\" in custom signature verification is not supported"));
            actions.put(type, action(type, override.getValue()));
        }
        return new VerificationLevel("custom", actions);
    }

    public boolean isSkip() {
        return name.equals(SKIP_NAME);
    }

    public CheckAction action(CheckType type) {
        return actions.get(type);
    }

    private static CheckAction action(CheckType type, String value) throws NotationException {
        CheckAction action = CheckAction.of(value)
                .orElseThrow(() -> new NotationException("verification action \"" + value
                        + "\" in custom signature verification is not supported, supported values are"
                        + " enforce, log, skip"));
        if (type == CheckType.INTEGRITY) {
            throw new NotationException(
                    "\"integrity\" verification can not be overridden in custom signature verification");
        }
        if (action == SKIP && type != CheckType.REVOCATION) {
            throw new NotationException(
                    "\"" + type.id() + "\" verification can not be skipped in custom signature verification");
        }
        return action;
    }

    private static VerificationLevel level(
            String name,
            CheckAction integrity,
            CheckAction authenticity,
            CheckAction timestamp,
            CheckAction expiry,
            CheckAction revocation) {
        return new VerificationLevel(
                name,
                Map.of(
                        CheckType.INTEGRITY, integrity,
                        CheckType.AUTHENTICITY, authenticity,
                        CheckType.AUTHENTIC_TIMESTAMP, timestamp,
                        CheckType.EXPIRY, expiry,
                        CheckType.REVOCATION, revocation));
    }
}
