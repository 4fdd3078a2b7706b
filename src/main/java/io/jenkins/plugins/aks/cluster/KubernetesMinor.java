package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A minor version as AKS offers it.
 *
 * @param plans the support plans that cover it
 * @param patches each patch with the versions it can be upgraded to
 */
record KubernetesMinor(
        String name,
        boolean isDefault,
        boolean preview,
        List<String> plans,
        SortedMap<KubernetesVersion, List<String>> patches) {

    /** @param value an item of {@code kubernetesVersions} */
    static KubernetesMinor of(JsonNode value) {
        List<String> plans = new ArrayList<>();
        value.at("/capabilities/supportPlan").forEach(plan -> plans.add(plan.asText()));
        TreeMap<KubernetesVersion, List<String>> patches = new TreeMap<>();
        value.path("patchVersions").properties().forEach(patch -> {
            List<String> upgrades = new ArrayList<>();
            patch.getValue().path("upgrades").forEach(upgrade -> upgrades.add(upgrade.asText()));
            patches.put(KubernetesVersion.parse(patch.getKey()), upgrades);
        });
        return new KubernetesMinor(
                value.path("version").asText(),
                value.path("isDefault").asBoolean(),
                value.path("isPreview").asBoolean(),
                plans,
                patches);
    }

    KubernetesVersion version() {
        return KubernetesVersion.parse(name);
    }

    /**
     * The newest patch that has an upgrade to a later minor version.
     *
     * @param targets the versions that an upgrade may lead to
     */
    Optional<String> newestUpgradable(Predicate<KubernetesVersion> targets) {
        return patches.entrySet().stream()
                .filter(patch -> patch.getValue().stream()
                        .map(KubernetesVersion::parse)
                        .filter(targets)
                        .anyMatch(upgrade ->
                                !upgrade.sameMinor(version()) && version().olderThan(upgrade)))
                .map(patch -> patch.getKey().toString())
                .reduce((older, newer) -> newer);
    }
}
