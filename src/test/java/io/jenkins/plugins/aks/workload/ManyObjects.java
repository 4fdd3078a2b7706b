package io.jenkins.plugins.aks.workload;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How long {@code kubeApply} needs for many objects on the sandbox, with all that belongs to it: TLS, discovery, a look at
 * each object and a write of each, and in the second run the looks alone. A run with one object comes first, which pays for
 * the cluster's credential and the first client. Ends with an error where the limit is not held.
 */
public final class ManyObjects {
    private static final int OBJECTS = 500;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TO_A_CLUSTER = Duration.ofMinutes(10);

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out;

    private ManyObjects(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        Duration longest =
                new ManyObjects(System.err).report(Path.of("target", "bench", "objects-" + System.nanoTime()));
        if (longest.compareTo(LIMIT) > 0) {
            throw new IllegalStateException("more than " + LIMIT + ": " + longest);
        }
        System.exit(0);
    }

    private Duration report(Path directory) throws Exception {
        try (SimulatedCloud cloud = SimulatedCloud.in(directory);
                SandboxSession session = new SandboxSession(cloud)) {
            cloud.put(cloud.group("lab"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
            cloud.put(
                    cloud.group("lab") + "/providers/Microsoft.ContainerService/managedClusters/demo",
                    SimulatedCloud.AKS,
                    "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'demo',"
                            + "'agentPoolProfiles':[{'name':'sys','count':3,'mode':'System',"
                            + "'vmSize':'Standard_D2s_v5'}]}}");
            cloud.pass(TO_A_CLUSTER);
            measure(session, 1, "created", true);
            Duration first = measure(session, OBJECTS, "created", true);
            Duration second = measure(session, OBJECTS, "unchanged", false);
            return first.compareTo(second) > 0 ? first : second;
        }
    }

    private Duration measure(SandboxSession session, int count, String action, boolean changed) throws Exception {
        KubeApplyStep step = new KubeApplyStep();
        step.setYaml(manifests(count));
        step.setNamespace("many-" + count);
        step.setPrune("many-" + count);
        long start = System.nanoTime();
        long used = MACHINE.getProcessCpuTime();
        Map<String, Object> result = session.run(step.operation(FixedScope.of(session.subscription(), "lab")));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration processor = Duration.ofNanos(MACHINE.getProcessCpuTime() - used);
        if (!result.get("changed").equals(changed)) {
            throw new IllegalStateException("not all " + action + ": " + session.log);
        }
        out.printf(
                "%3d objects %-9s  %,6d ms  (limit %,d), %,6d ms of processor time%n",
                count, action, took.toMillis(), LIMIT.toMillis(), processor.toMillis());
        return took;
    }

    private static String manifests(int count) {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < count; i++) {
            yaml.append("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map-")
                    .append(i)
                    .append("}\ndata: {number: '")
                    .append(i)
                    .append("'}\n---\n");
        }
        return yaml.toString();
    }
}
