package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.Set;

/** What the service refuses of an agent pool as such. Defaults are filled in before. */
final class PoolRules {
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private final Versions versions;

    PoolRules(Versions versions) {
        this.versions = versions;
    }

    static void checkName(String name, String osType) {
        boolean windows = osType.equalsIgnoreCase("Windows");
        if (!name.matches(windows ? "[a-z][a-z0-9]{0,5}" : "[a-z][a-z0-9]{0,11}")) {
            throw ArmRefusal.invalid(
                    "agentPoolProfile.name",
                    "Agentpool name '" + name + "' must begin with a lower-case letter and have lower-case letters and"
                            + " digits only, at most " + (windows ? 6 : 12)
                            + ". Please see https://aka.ms/aks-naming-rules for more details.");
        }
    }

    void check(String name, ObjectNode pool) {
        checkName(name, pool.path("osType").asText());
        checkCounts(name, pool);
        if (pool.path("mode").asText().equals("System")
                && pool.path("osType").asText().equals("Windows")) {
            throw ArmRefusal.invalid("agentPoolProfile.osType", "a system pool must be of type Linux.");
        }
        for (JsonNode taint : pool.path("nodeTaints")) {
            checkTaint(taint.asText());
        }
        pool.path("nodeLabels")
                .properties()
                .forEach(l -> checkLabel(l.getKey(), l.getValue().asText()));
    }

    private static void checkCounts(String name, ObjectNode pool) {
        int count = pool.path("count").asInt();
        int least = pool.path("mode").asText().equals("System") ? 1 : 0;
        if (count < least || count > 1000) {
            throw ArmRefusal.invalid(
                    "agentPoolProfile.count",
                    "pool '" + name + "' has count " + count + ", allowed are " + least + " to 1000.");
        }
        boolean scaled = pool.path("enableAutoScaling").asBoolean();
        boolean bounded = pool.has("minCount") || pool.has("maxCount");
        if (scaled != bounded || scaled && !(pool.has("minCount") && pool.has("maxCount"))) {
            throw ArmRefusal.invalid(
                    "agentPoolProfile.enableAutoScaling",
                    "minCount and maxCount of pool '" + name + "' must both be given with it, and not without it.");
        }
        int min = pool.path("minCount").asInt();
        int max = pool.path("maxCount").asInt();
        if (scaled && (min < least || min > max || count < min || count > max || max > 1000)) {
            throw ArmRefusal.invalid(
                    "agentPoolProfile.count",
                    "pool '" + name + "' needs " + least + " <= minCount <= count <= maxCount <= 1000, but has " + min
                            + ", " + count + ", " + max + ".");
        }
    }

    private static void checkTaint(String taint) {
        int colon = taint.lastIndexOf(':');
        if (colon < 1 || !EFFECTS.contains(taint.substring(colon + 1)) || taint.startsWith("=")) {
            throw ArmRefusal.invalid(
                    "agentPoolProfile.nodeTaints",
                    "'" + taint + "' is not of the form key=value:effect, effects "
                            + EFFECTS.stream().sorted().toList() + ".");
        }
    }

    private static void checkLabel(String key, String value) {
        String name = key.substring(key.indexOf('/') + 1);
        if (!name.matches("[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?")
                || !value.matches("([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?")
                || key.startsWith("kubernetes.azure.com/")) {
            throw ArmRefusal.invalid("agentPoolProfile.nodeLabels", "'" + key + "=" + value + "' is no allowed label.");
        }
    }

    /**
     * @param controlPlane the patch that the control plane has or gets
     * @param current the patch that the pool has; empty for a new one
     * @return the patch that the pool shall have
     */
    String checkVersion(String name, ObjectNode pool, String controlPlane, String current) {
        String wanted = pool.path("orchestratorVersion").asText();
        String patch;
        if (!current.isEmpty() && (wanted.equals(current) || wanted.equals(Versions.minorOf(current)))) {
            patch = current;
        } else if (wanted.equals(Versions.minorOf(controlPlane)) || wanted.equals(controlPlane)) {
            patch = controlPlane;
        } else {
            patch = versions.resolve(wanted)
                    .orElseThrow(() -> new ArmRefusal(
                            400,
                            "AgentPoolK8sVersionNotSupported",
                            "Version " + wanted + " is not supported in this region. Please use"
                                    + " [az aks get-versions] command to get the supported version list in this"
                                    + " region. For more information, please check"
                                    + " https://aka.ms/supported-version-list"));
        }
        if (Versions.compare(patch, controlPlane) > 0
                || Versions.minorNumber(controlPlane) - Versions.minorNumber(patch) > 3) {
            throw new ArmRefusal(
                    400,
                    "NodePoolMcVersionIncompatible",
                    "Node pool version " + patch + " and control plane version " + controlPlane
                            + " are incompatible: node pool " + name + " cannot be newer than the control plane, nor"
                            + " more than three minor versions older. For more information, please check"
                            + " https://aka.ms/aks/UpgradeVersionRules");
        }
        if (pool.path("osSKU").asText().startsWith("AzureLinux") && Versions.minorNumber(patch) < 32) {
            throw new ArmRefusal(
                    400, "OSSKUNotSupported", "OS SKU AzureLinux needs Kubernetes 1.32 or newer, not " + patch + ".");
        }
        return patch;
    }
}
