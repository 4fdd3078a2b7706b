package io.jenkins.plugins.aks.azure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A size of virtual machine as Compute describes it for one location and subscription.
 *
 * @param name e.g. {@code Standard_D4s_v5}
 * @param family the quota family, e.g. {@code standardDSv5Family}
 * @param zones the availability zones in which this subscription may use it; empty where none
 * @param restriction why the subscription may not use it in the location at all, e.g. {@code
 *     NotAvailableForSubscription}; null where it may
 * @param capabilities by name, e.g. {@code vCPUs}, {@code MemoryGB}, {@code PremiumIO}
 */
public record VmSize(
        String name, String family, SortedSet<String> zones, String restriction, Map<String, String> capabilities) {

    public int vCpus() {
        return (int) number("vCPUs");
    }

    /** In GiB. */
    public double memory() {
        return number("MemoryGB");
    }

    public boolean arm64() {
        return "Arm64".equalsIgnoreCase(capabilities.get("CpuArchitectureType"));
    }

    public Optional<String> restricted() {
        return Optional.ofNullable(restriction);
    }

    public boolean inZones(List<String> wanted) {
        return zones.containsAll(wanted);
    }

    private double number(String capability) {
        String value = capabilities.get(capability);
        return value == null ? 0 : Double.parseDouble(value);
    }
}
