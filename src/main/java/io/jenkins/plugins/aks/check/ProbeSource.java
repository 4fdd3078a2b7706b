package io.jenkins.plugins.aks.check;

/**
 * Where a probe starts.
 *
 * @param namespace of the pods
 * @param workload {@code order-service}, {@code deployment/order-service}, {@code pod/x}, or a label selector with {@code =};
 *     {@link #WORLD} for the machine that Jenkins runs on
 * @param container of the pod; empty for its default one
 */
public record ProbeSource(String namespace, String workload, String container) {
    public static final String WORLD = "world";

    public boolean isWorld() {
        return workload.equals(WORLD);
    }

    public boolean isSelector() {
        return workload.contains("=");
    }

    /** As rows and reports name it. */
    public String text() {
        return workload;
    }
}
