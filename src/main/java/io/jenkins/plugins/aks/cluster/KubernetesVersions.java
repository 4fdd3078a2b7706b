package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The versions of Kubernetes that AKS offers in a location, and which of them a wish means. Wishes: {@code stable} (the
 * service's default), {@code latest}, {@code oldest-upgradable} (the oldest that still has an upgrade to the next minor
 * version: what a demonstration of upgrades starts from), {@code x.y} or {@code x.y.z}. The words never choose a preview,
 * nor a version that the support plan does not cover.
 */
final class KubernetesVersions {
    static final String STABLE = "stable";
    static final String LATEST = "latest";
    static final String OLDEST_UPGRADABLE = "oldest-upgradable";

    private final String location;
    private final List<KubernetesMinor> minors;

    private KubernetesVersions(String location, List<KubernetesMinor> minors) {
        this.location = location;
        this.minors = minors;
    }

    static KubernetesVersions of(Arm arm, String subscription, String location)
            throws OperationException, TransientException {
        String path = "/subscriptions/" + subscription + "/providers/Microsoft.ContainerService/locations/" + location
                + "/kubernetesVersions";
        return of(location, arm.get(path, ApiVersions.CONTAINER_SERVICE).body().path("values"));
    }

    static KubernetesVersions of(String location, JsonNode values) {
        List<KubernetesMinor> minors = new ArrayList<>();
        values.forEach(value -> minors.add(KubernetesMinor.of(value)));
        minors.sort(Comparator.comparing(KubernetesMinor::version));
        return new KubernetesVersions(location, List.copyOf(minors));
    }

    /** True for the words and for what looks like a version; whether it is offered shows only the service's answer. */
    static boolean wellFormed(String wish) {
        return isWord(wish) || wish.matches("\\d+\\.\\d+(\\.\\d+)?");
    }

    static boolean isWord(String wish) {
        return List.of(STABLE, LATEST, OLDEST_UPGRADABLE).contains(wish.toLowerCase(Locale.ROOT));
    }

    /**
     * The version to ask the service for: a minor version, for which it takes its newest patch, or a full one.
     *
     * @param plan {@code KubernetesOfficial} or {@code AKSLongTermSupport}
     */
    String choose(String wish, String plan) throws InvalidParameterException {
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case STABLE -> stable(plan);
            case LATEST -> newest(plan, wish).name();
            case OLDEST_UPGRADABLE -> oldestUpgradable(plan);
            default -> named(wish, plan);
        };
    }

    private String stable(String plan) throws InvalidParameterException {
        Optional<KubernetesMinor> theDefault = minors.stream()
                .filter(covered(plan))
                .filter(KubernetesMinor::isDefault)
                .findFirst();
        return theDefault.isPresent()
                ? theDefault.get().name()
                : newest(plan, STABLE).name();
    }

    private KubernetesMinor newest(String plan, String wish) throws InvalidParameterException {
        return minors.stream()
                .filter(covered(plan))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> refuse(wish, "Nothing here is covered by the support plan " + plan + "."));
    }

    private String oldestUpgradable(String plan) throws InvalidParameterException {
        Predicate<KubernetesVersion> targets = upgrade -> minors.stream()
                .anyMatch(minor -> covered(plan).test(minor) && minor.version().sameMinor(upgrade));
        for (KubernetesMinor minor : minors) {
            Optional<String> patch = covered(plan).test(minor) ? minor.newestUpgradable(targets) : Optional.empty();
            if (patch.isPresent()) {
                return patch.get();
            }
        }
        throw refuse(OLDEST_UPGRADABLE, "None of them has an upgrade to a next minor version; choose one by number.");
    }

    private String named(String wish, String plan) throws InvalidParameterException {
        KubernetesVersion wanted = KubernetesVersion.parse(wish);
        KubernetesMinor minor = minors.stream()
                .filter(each -> each.version().sameMinor(wanted))
                .findFirst()
                .orElseThrow(() -> refuse(wish, "Choose one of them, or 'stable'."));
        if (wanted.hasPatch() && !minor.patches().containsKey(wanted)) {
            throw new InvalidParameterException(
                    "kubernetesVersion",
                    wish,
                    "of " + minor.name() + " the service offers in " + location + " the patches "
                            + minor.patches().keySet(),
                    "Choose one of them, or '" + minor.name() + "' for the newest.");
        }
        if (!minor.plans().contains(plan)) {
            throw refuse(
                    wish,
                    minor.plans().contains(Aks.LONG_TERM_SUPPORT)
                            ? minor.name() + " has long-term support alone: it needs tier: 'premium' and supportPlan: '"
                                    + Aks.LONG_TERM_SUPPORT + "'."
                            : minor.name() + " is not covered by supportPlan '" + plan + "' (only by " + minor.plans()
                                    + ").");
        }
        return wish;
    }

    /** The newest patch of a minor version; empty where it is not offered, or not covered by the support plan. */
    Optional<String> newestPatch(int major, int minor, String plan) {
        return minors.stream()
                .filter(covered(plan))
                .filter(each ->
                        each.version().major() == major && each.version().minor() == minor)
                .map(each -> each.patches().lastKey().toString())
                .findFirst();
    }

    /** Whether the service still supports a version under a support plan. */
    boolean covers(String version, String plan) {
        KubernetesVersion wanted = KubernetesVersion.parse(version);
        return minors.stream()
                .anyMatch(minor ->
                        minor.version().sameMinor(wanted) && minor.plans().contains(plan));
    }

    /**
     * How the service supports a version under a support plan: {@code supported}, {@code long-term} (only under the other
     * plan), {@code preview} or {@code ended}.
     */
    String support(String version, String plan) {
        if (isPreview(version)) {
            return "preview";
        }
        if (covers(version, plan)) {
            return "supported";
        }
        return covers(version, Aks.LONG_TERM_SUPPORT) ? "long-term" : "ended";
    }

    /** True if the version, asked for by number, is a preview. */
    boolean isPreview(String version) {
        return minors.stream()
                .anyMatch(each -> each.preview() && each.version().sameMinor(KubernetesVersion.parse(version)));
    }

    private static Predicate<KubernetesMinor> covered(String plan) {
        return minor -> !minor.preview() && minor.plans().contains(plan);
    }

    private InvalidParameterException refuse(String wish, String advice) {
        return new InvalidParameterException(
                "kubernetesVersion",
                wish,
                "in " + location + " the service offers " + (minors.isEmpty() ? "none" : offered()),
                advice);
    }

    private String offered() {
        return minors.stream()
                .map(minor -> minor.name()
                        + (minor.preview() ? " (preview)" : "")
                        + (minor.plans().contains(Aks.OFFICIAL_SUPPORT) ? "" : " (long-term support)"))
                .collect(Collectors.joining(", "));
    }
}
