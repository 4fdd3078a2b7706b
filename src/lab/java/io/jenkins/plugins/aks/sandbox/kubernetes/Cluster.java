package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Instant;
import java.util.List;

/** One cluster: its objects and what moves them. All use of it is synchronized on it. */
final class Cluster {
    /** Far above what any real change needs; ends a quarrel between controllers. */
    private static final int ROUNDS = 300;
    /** What happens by itself between two requests; a container that restarts for ever ends here. */
    private static final int STEPS = 400;

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
    private final DisruptionBudgets budgets;
    private final ClusterTime time;
    private final LiveView view;
    private final ContainerRuns runs;
    private final LiveRuns live;
    private long settledVersion = -1;
    private ObjectNode settledDesired;
    private Instant due = Instant.MIN;
    private Instant last = Instant.MIN;

    Cluster(String key, Store store, Delays clients, Neighbours neighbours) {
        time = new ClusterTime(clients.clock());
        Delays delays = new Delays(time::now, clients.real());
        objects = new ObjectStore(store, key);
        types = new ResourceTypes(objects);
        desired = new Desired(store, key);
        Admission admission =
                new Admission(objects, types, new IdentityWebhook(objects, desired), new MeshWebhook(objects, desired));
        Births births = new Births(key, objects, delays);
        Events events = new Events(objects, delays);
        reads = new Reads(objects);
        writes = new Writes(objects, admission, births, delays);
        deletes = new Deletes(objects, types, delays);
        scales = new Scales(reads, writes);
        tables = new Tables(types, delays);
        view = new LiveView(key, this, store, delays);
        runs = new ContainerRuns(view);
        live = new LiveRuns(runs, view, time, new Machines(desired));
        objects.listen(change -> {
            if (change.type().equals("DELETED")
                    && ControlPlane.PODS.is(change.key().group(), change.key().plural())) {
                runs.forget(change.object());
            }
        });
        plane = new ControlPlane(objects, admission, births, deletes, events, delays);
        budgets = new DisruptionBudgets(plane);
        SecretsDriver secrets = new SecretsDriver(plane, types, store, desired);
        ServiceMesh mesh = new ServiceMesh(plane, desired, secrets, runs, view);
        secrets.onRotation(mesh::reload);
        objects.listen(change -> {
            if (change.type().equals("DELETED")
                    && ControlPlane.PODS.is(change.key().group(), change.key().plural())) {
                secrets.forget(change.object());
            }
        });
        controllers = List.of(
                new NamespaceController(plane, types),
                new DefinitionController(plane),
                new Rollouts(plane, store, desired, budgets),
                new NodePools(plane, store, desired),
                new SystemWorkloads(plane, desired),
                new HubbleWorkloads(plane, desired, view),
                new NodeHealth(plane, store),
                new OrphanedPods(plane, store),
                new TaintEviction(plane),
                new DeploymentController(plane),
                new ReplicaSetController(plane),
                new StatefulSetController(plane),
                new DaemonSetController(plane),
                new JobController(plane),
                new VolumeBinder(plane, store, desired),
                new Scheduler(plane),
                new Attachments(plane, store, new Replicas(plane, store, desired)),
                new Kubelet(plane, store, runs, live, secrets),
                budgets,
                secrets,
                mesh,
                new PeerController(plane, types, desired, view),
                new MonitoringAgents(plane, desired),
                new ContainerStorage(plane, desired, types),
                new CostAnalysis(plane, desired),
                new Scraping(plane, types, view, desired),
                new ServiceController(plane),
                new QuotaController(plane),
                new PolicyController(plane, types, store, desired),
                new GarbageCollector(plane, types),
                new MemberClusters(plane, store, desired, neighbours),
                new Placements(plane, types, store, desired, neighbours));
    }

    /**
     * Lets the controllers work until nothing changes any more at this moment. What was due in the meantime is done at
     * its own time, one thing after the other, however long nobody asked.
     */
    synchronized void advance() {
        Instant now = time.now();
        ObjectNode wanted = desired.read();
        try {
            for (int step = 0; step < STEPS && isDue(wanted, now); step++) {
                Instant moment = step == STEPS - 1 ? now : moment(wanted);
                last = moment.isBefore(last) || moment.isAfter(now) ? now : moment;
                live.catchUp(last);
                time.hold(last);
                work(wanted);
            }
        } finally {
            time.release();
        }
    }

    /** Loops in containers go on until the next thing happens, or until now. */
    private boolean isDue(ObjectNode wanted, Instant now) {
        if (isChanged(wanted) || !now.isBefore(due)) {
            return true;
        }
        Instant ended = live.catchUp(now);
        due = ended.isBefore(due) ? ended : due;
        return !now.isBefore(due);
    }

    /** After a client's change: where loops go on in containers, the controllers see it at once. */
    synchronized void changed() {
        if (!live.isEmpty()) {
            advance();
        }
    }

    /** Something that is no object has changed. */
    synchronized void wake() {
        due = Instant.MIN;
        advance();
    }

    private boolean isChanged(ObjectNode wanted) {
        return objects.version() != settledVersion || !wanted.equals(settledDesired);
    }

    /** News from the container service count from when they came, what clients changed from now. */
    private Instant moment(ObjectNode wanted) {
        boolean news = settledDesired != null && !wanted.equals(settledDesired);
        return news ? desired.since() : objects.version() != settledVersion ? Instant.MAX : due;
    }

    private void work(ObjectNode wanted) {
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

    ControlPlane plane() {
        return plane;
    }

    ObjectStore objects() {
        return objects;
    }

    DisruptionBudgets budgets() {
        return budgets;
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

    LiveView view() {
        return view;
    }

    ContainerRuns runs() {
        return runs;
    }
}
