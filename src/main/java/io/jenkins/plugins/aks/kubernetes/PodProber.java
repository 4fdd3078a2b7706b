package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ProbeTarget;
import io.jenkins.plugins.aks.check.Prober;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Probes from inside pods by exec (W022, W023, W028-W030, W034). */
public final class PodProber implements Prober {
    /** Of the container beside, where nothing else is said. */
    public static final String IMAGE = "busybox:1.37";

    /** The limit of a probe, where nothing else is said. */
    public static final int SECONDS = 2;

    private final KubernetesClient client;
    private final Clock clock;
    private final int seconds;
    private final ProbePods pods;
    private final ProbeServices services;
    private final ProbeContainer beside;
    /** How many programs a container turned out not to have, by container and kind of target. */
    private final Map<String, Integer> missing = new HashMap<>();

    /**
     * @param image of the container that is put beside those of a pod whose image has no program for probes
     * @param seconds after which silence counts as an answer
     */
    public PodProber(KubernetesClient client, Clock clock, String image, int seconds) {
        LiveObjects objects = new LiveObjects(new ApiReader(client));
        this.client = client;
        this.clock = clock;
        this.seconds = seconds;
        this.pods = new ProbePods(objects, clock);
        this.services = new ProbeServices(objects);
        this.beside = new ProbeContainer(client, image);
    }

    /** With the image and the limit that {@code checkConnectivity} has where nothing else is said. */
    public static PodProber usual(KubernetesClient client, Clock clock) {
        return new PodProber(client, clock, IMAGE, SECONDS);
    }

    /** Looks whether what a connection names is there; its pods may still not be ready. */
    public void require(Connection connection) throws OperationException, TransientException {
        services.require(connection);
        if (connection.from().isWorld()) {
            return;
        }
        try {
            pods.container(connection.from());
        } catch (TransientException notReady) {
            // Seen again, and told, when it is probed.
        }
    }

    @Override
    public Probe start(Connection connection) throws OperationException, TransientException {
        return new PodProbe(this, connection, pods.container(connection.from()));
    }

    int seconds() {
        return seconds;
    }

    Clock clock() {
        return clock;
    }

    ProbeContainer beside() {
        return beside;
    }

    PodExec exec(PodContainer where, ProbeTool tool, ProbeTarget target, String host) {
        return PodExec.start(client, where, tool.command(target, host, seconds), null, PodExec.USUAL_CAP);
    }

    String address(Connection connection) throws OperationException, TransientException {
        return services.address(connection);
    }

    /** The external address of the Service that a connection leads to; empty where it leads to none, or one without. */
    public String external(Connection connection) throws OperationException, TransientException {
        return services.external(connection);
    }

    /** Whether a connection leads to a Service that is offered inside of the cluster only. */
    public boolean isInside(Connection connection) throws OperationException, TransientException {
        return services.isInside(connection);
    }

    void forget(Connection connection) {
        pods.forget(connection.from());
    }

    /** The next program to try in a container; null when it has none of them. */
    ProbeTool tool(PodContainer where, ProbeTarget.Kind kind) {
        List<ProbeTool> tools = ProbeTool.of(kind);
        int tried = missing.getOrDefault(key(where, kind), 0);
        return tried < tools.size() ? tools.get(tried) : null;
    }

    void lacks(PodContainer where, ProbeTarget.Kind kind, ProbeTool tool) {
        missing.merge(key(where, kind), ProbeTool.of(kind).indexOf(tool) + 1, Math::max);
    }

    private static String key(PodContainer where, ProbeTarget.Kind kind) {
        return where.uid() + " " + where.container() + " " + kind;
    }
}
