package io.jenkins.plugins.aks.sandbox.hubble;

import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.network.FlowLog;
import io.jenkins.plugins.aks.sandbox.network.Visitors;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A cluster's flows as one pod of the relay has them.
 *
 * @param alive whether that pod still runs
 */
record FlowSource(ClusterView cluster, BooleanSupplier alive) {

    /** With the traffic from the world until now. */
    List<FlowLog.Entry> from(long number) {
        new Visitors(cluster).catchUp();
        FlowLog log = new FlowLog(cluster.store(), cluster.key());
        return number >= log.next() ? List.of() : log.from(number);
    }
}
