package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which version a wish means for a control plane or a pool, by what the service says it can be upgraded to. Wishes: {@code
 * next-minor}, {@code latest-patch}, {@code stable} (the service's default minor version), {@code x.y} and {@code x.y.z}.
 * The words choose no preview and nothing that the support plan does not cover.
 */
final class UpgradeTarget {
    static final String NEXT_MINOR = "next-minor";
    static final String LATEST_PATCH = "latest-patch";
    static final String STABLE = KubernetesVersions.STABLE;

    private final String subject;
    private final KubernetesVersion current;
    private final List<KubernetesVersion> upgrades = new ArrayList<>();
    private final KubernetesVersions offered;
    private final String plan;

    /**
     * @param subject what has the version, e.g. {@code "control plane"}
     * @param current e.g. {@code 1.34.6}
     * @param profile with {@code upgrades}, as the service gives it; they may be left out
     * @param plan the cluster's support plan
     */
    UpgradeTarget(String subject, String current, JsonNode profile, KubernetesVersions offered, String plan) {
        this.subject = subject;
        this.current = KubernetesVersion.parse(current);
        this.offered = offered;
        this.plan = plan;
        for (JsonNode upgrade : profile.path("upgrades")) {
            upgrades.add(
                    KubernetesVersion.parse(upgrade.path("kubernetesVersion").asText()));
        }
        upgrades.sort(null);
    }

    static boolean wellFormed(String wish) {
        return List.of(NEXT_MINOR, LATEST_PATCH, STABLE).contains(wish.toLowerCase(Locale.ROOT))
                || wish.matches("\\d+\\.\\d+(\\.\\d+)?");
    }

    /** The full version to ask for; the current one where there is nothing to do. */
    String version(String wish) throws InvalidParameterException {
        Optional<KubernetesVersion> version =
                switch (wish.toLowerCase(Locale.ROOT)) {
                    case NEXT_MINOR -> newest(current.minor() + 1);
                    case LATEST_PATCH -> newest(current.minor());
                    case STABLE -> stable();
                    default -> named(wish);
                };
        return version.orElse(current).toString();
    }

    private Optional<KubernetesVersion> newest(int minor) {
        return upgrades.stream()
                .filter(each -> each.major() == current.major() && each.minor() == minor)
                .filter(each -> offered.covers(each.toString(), plan) && !offered.isPreview(each.toString()))
                .reduce((older, newer) -> newer);
    }

    private Optional<KubernetesVersion> stable() throws InvalidParameterException {
        KubernetesVersion stable = KubernetesVersion.parse(offered.choose(STABLE, plan));
        return current.minor() >= stable.minor() ? Optional.empty() : named(stable.toString());
    }

    private Optional<KubernetesVersion> named(String wish) throws InvalidParameterException {
        KubernetesVersion wanted = KubernetesVersion.parse(wish);
        // An alias never moves a patch: the service takes "1.34" for what a cluster on 1.34.6 has already.
        if (wanted.equals(current) || !wanted.hasPatch() && wanted.sameMinor(current)) {
            return Optional.empty();
        }
        if (wanted.olderThan(current)) {
            throw refuse(wish, "A version can't be taken back: make a new cluster or pool for an older one.");
        }
        if (wanted.major() == current.major() && wanted.minor() > current.minor() + 1) {
            throw refuse(wish, "Minor versions can't be skipped. " + path(wanted));
        }
        Optional<KubernetesVersion> found = wanted.hasPatch()
                ? upgrades.stream().filter(wanted::equals).findFirst()
                : upgrades.stream().filter(wanted::sameMinor).reduce((older, newer) -> newer);
        KubernetesVersion version = found.orElseThrow(() -> refuse(wish, "Choose one of them."));
        if (!offered.covers(version.toString(), plan)) {
            throw refuse(
                    wish,
                    version + " is not covered by the cluster's support plan " + plan
                            + (offered.covers(version.toString(), Aks.LONG_TERM_SUPPORT)
                                    ? ": it has long-term support alone, which needs tier: 'premium' and supportPlan: '"
                                            + Aks.LONG_TERM_SUPPORT + "' (aksCreate changes both)."
                                    : "."));
        }
        return found;
    }

    /** The way to a version that is more than one minor version ahead, as far as the service offers it. */
    private String path(KubernetesVersion wanted) {
        List<String> steps = new ArrayList<>();
        for (int minor = current.minor() + 1; minor < wanted.minor(); minor++) {
            offered.newestPatch(current.major(), minor, plan).ifPresent(steps::add);
        }
        steps.add(wanted.toString());
        return "The path that works is " + current + " -> " + String.join(" -> ", steps)
                + ": run the step with target: '" + steps.get(0) + "' first, then on.";
    }

    private InvalidParameterException refuse(String wish, String advice) {
        String allowed = upgrades.isEmpty()
                ? "nothing newer than " + current + ", which it has"
                : String.join(
                        ", ", upgrades.stream().map(KubernetesVersion::toString).toList());
        return new InvalidParameterException(
                "target", wish, "for the " + subject + " on " + current + ": " + allowed, advice);
    }
}
