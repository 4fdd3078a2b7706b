package io.jenkins.plugins.aks.cluster;

import java.util.Comparator;

/**
 * A version such as 1.34 or 1.34.2.
 *
 * @param patch -1 where only the minor version is meant
 */
record KubernetesVersion(int major, int minor, int patch) implements Comparable<KubernetesVersion> {
    private static final Comparator<KubernetesVersion> ORDER = Comparator.comparingInt(KubernetesVersion::major)
            .thenComparingInt(KubernetesVersion::minor)
            .thenComparingInt(KubernetesVersion::patch);

    /** @param text {@code x.y} or {@code x.y.z}; what follows the patch is ignored */
    static KubernetesVersion parse(String text) {
        String[] parts = text.split("[.+-]", -1);
        return new KubernetesVersion(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                parts.length > 2 ? Integer.parseInt(parts[2]) : -1);
    }

    boolean hasPatch() {
        return patch >= 0;
    }

    boolean sameMinor(KubernetesVersion other) {
        return major == other.major && minor == other.minor;
    }

    /** True if this is older than the other; a version without patch is compared by its minor alone. */
    boolean olderThan(KubernetesVersion other) {
        return sameMinor(other) ? hasPatch() && other.hasPatch() && patch < other.patch : compareTo(other) < 0;
    }

    @Override
    public int compareTo(KubernetesVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + (hasPatch() ? "." + patch : "");
    }
}
