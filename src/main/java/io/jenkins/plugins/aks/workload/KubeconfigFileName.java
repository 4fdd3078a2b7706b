package io.jenkins.plugins.aks.workload;

import java.util.Locale;

/** The file of one {@code withKubeconfig} block: the same after a restart, another for each block of a build. */
final class KubeconfigFileName {
    private KubeconfigFileName() {}

    /** @param key the step's, unique in its build and the same after a restart */
    static String of(String key) {
        return PodSpecText.uniqueName("kubeconfig", key).toLowerCase(Locale.ROOT);
    }
}
