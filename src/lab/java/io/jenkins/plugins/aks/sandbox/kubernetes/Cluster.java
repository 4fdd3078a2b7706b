package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Instant;
import java.util.List;

/** One cluster: its objects and what moves them. All use of it is synchronized on it. */
final class Cluster {
    /** Far above what any real change needs; ends a quarrel between controllers. */
    private static final int ROUNDS = 300;

    private final ObjectStore objects;
    private final ResourceTypes types;
    private final Desired desired;
    private final ControlPlane plane;
    private final List<Controller> controllers;
    private final Reads reads;
    private final Writes writes;
    private final Deletes deletes;
    private final Scales scales;
    private final Tables tables;
    private long settledVersion = -1;
    private ObjectNode settledDesired;
    private Instant due = Instant.MIN;

    Cluster(String key, Store store, Delays delays) {
        objects = new ObjectStore(store, key);
        types = new ResourceTypes(objects);
        desired = new Desired(store, key);
        Admission admission = new Admission(objects, types);
        Births births = new Births(key, objects, delays);
        Events events = new Events(objects, delays);
        reads = new Reads(objects);
        writes = new Writes(objects, admission, births, delays);
        deletes = new Deletes(objects, types, delays);
        scales = new Scales(reads, writes);
        tables = new Tables(types, delays);
        plane = new ControlPlane(objects, admission, births, deletes, events, delays);
        controllers = List.of(
                new NamespaceController(plane, types),
                new DefinitionController(plane),
                new NodePools(plane, store, desired),
                new SystemWorkloads(plane, desired),
                new TaintEviction(plane),
                new DeploymentController(plane),
                new ReplicaSetController(plane),
                new StatefulSetController(plane),
                new DaemonSetController(plane),
                new JobController(plane),
                new VolumeBinder(plane),
                new Scheduler(plane),
                new Kubelet(plane),
                new MonitoringAgents(plane, desired),
                new ServiceController(plane),
                new GarbageCollector(plane, types));
    }

    /** Lets the controllers work until nothing changes any more at this moment. */
    synchronized void advance() {
        ObjectNode wanted = desired.read();
        boolean settled = objects.version() == settledVersion && wanted.equals(settledDesired);
        if (settled && plane.now().isBefore(due)) {
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            long before = objects.version();
            plane.takeDue();
            controllers.forEach(Controller::reconcile);
            if (objects.version() == before) {
                break;
            }
        }
        due = plane.takeDue();
        settledVersion = objects.version();
        settledDesired = wanted;
    }

    /** When something will happen by itself; {@link Instant#MAX} when nothing will. */
    synchronized Instant due() {
        return due;
    }

    String serverVersion() {
        String version = Json.text(desired.cluster(), "properties", "currentKubernetesVersion");
        return version.matches("\\d+\\.\\d+\\.\\d+") ? version : "1.33.2";
    }

    ObjectStore objects() {
        return objects;
    }

    ResourceTypes types() {
        return types;
    }

    Reads reads() {
        return reads;
    }

    Writes writes() {
        return writes;
    }

    Deletes deletes() {
        return deletes;
    }

    Scales scales() {
        return scales;
    }

    Tables tables() {
        return tables;
    }
}
