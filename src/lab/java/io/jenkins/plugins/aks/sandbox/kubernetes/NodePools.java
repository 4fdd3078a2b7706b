package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.List;
import java.util.TreeSet;

/** Nodes for the machines of the agent pools, as the container service last told them. */
final class NodePools implements Controller {
    private static final ResourceType LEASES = BuiltInTypes.kind("Lease");

    private final ControlPlane plane;
    private final Store store;
    private final Desired desired;

    NodePools(ControlPlane plane, Store store, Desired desired) {
        this.plane = plane;
        this.store = store;
        this.desired = desired;
    }

    @Override
    public void reconcile() {
        ObjectNode wanted = desired.read();
        TreeSet<String> pools = new TreeSet<>();
        for (JsonNode pool : wanted.path("pools")) {
            pools.add(Json.text(pool, "name"));
            machines(wanted.path("cluster"), pool);
        }
        for (JsonNode node : plane.list(ControlPlane.NODES)) {
            String pool = Pods.label(node, NodeObjects.POOL);
            if (!pool.isEmpty() && !pools.contains(pool)) {
                drained(node);
            }
        }
        for (String key : store.under(desired.poolPrefix()).keySet()) {
            if (!pools.contains(key.substring(desired.poolPrefix().length()))) {
                store.delete(key);
            }
        }
    }

    /** The numbers of machines are kept: a node that was deleted in the cluster does not come back by itself. */
    private void machines(JsonNode cluster, JsonNode pool) {
        String key = desired.poolPrefix() + Json.text(pool, "name");
        ObjectNode known = store.get(key).orElseGet(Json::object);
        ArrayNode before = known.withArray("machines");
        int count = Json.at(pool, "properties", "count").asInt();
        boolean stopped = Json.text(pool, "properties", "powerState", "code").equals("Stopped");
        List<Integer> machines = new java.util.ArrayList<>();
        before.forEach(machine -> machines.add(machine.asInt()));
        int first = known.path("next").asInt();
        int next = first;
        List<String> deleted = Json.texts(pool.path("deletedMachines"));
        machines.removeIf(machine -> isDeleted(NodeObjects.name(cluster, pool, machine), deleted));
        while (machines.size() < (stopped ? 0 : count)) {
            plane.create(ControlPlane.NODES, fresh(cluster, pool, next));
            machines.add(next++);
        }
        while (machines.size() > (stopped ? 0 : count)) {
            int last = machines.remove(machines.size() - 1);
            plane.get(ControlPlane.NODES, "", NodeObjects.name(cluster, pool, last))
                    .ifPresent(this::drained);
        }
        follow(cluster, pool);
        if (machines.size() != before.size() || next != first) {
            ArrayNode list = known.putArray("machines");
            ArrayNode names = known.putArray("names");
            for (int machine : machines) {
                list.add(machine);
                names.add(NodeObjects.name(cluster, pool, machine));
            }
            store.put(key, known.put("next", next));
        }
    }

    private ObjectNode fresh(JsonNode cluster, JsonNode pool, int machine) {
        ObjectNode node = NodeObjects.node(cluster, pool, machine, plane.now());
        if (StorageFacts.of(store).concerns("neverReady", Json.text(pool, "name"))) {
            String why = "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady"
                    + " message:Network plugin returns error: cni plugin not initialized";
            Conditions.set(node, "Ready", false, "KubeletNotReady", why, plane.now());
        }
        return node;
    }

    /** A machine that somebody has deleted takes its node along, and whatever ran there. */
    private boolean isDeleted(String node, List<String> deleted) {
        if (!deleted.contains(node)) {
            return false;
        }
        plane.get(ControlPlane.NODES, "", node).ifPresent(this::leave);
        return true;
    }

    /** The service empties a node before it takes the machine away, while the operation runs. */
    private void drained(JsonNode node) {
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            if (Json.text(pod, "spec", "nodeName").equals(Meta.name(node))) {
                plane.remove(ControlPlane.PODS, pod);
            }
        }
        Attachments.release(plane, Meta.name(node));
        leave(node);
    }

    /** Labels, taints and version of the nodes that are there follow the pool. */
    private void follow(JsonNode cluster, JsonNode pool) {
        for (ObjectNode node : plane.list(ControlPlane.NODES)) {
            if (Pods.label(node, NodeObjects.POOL).equals(Json.text(pool, "name"))) {
                boolean isNew = Json.at(node, "metadata", "annotations", NodeObjects.ANNOUNCED)
                        .isMissingNode();
                NodeObjects.follow(node, cluster, pool);
                plane.save(ControlPlane.NODES, node);
                if (isNew) {
                    lease(node);
                    String name = Meta.name(node);
                    plane.events().normal("kubelet", node, "Starting", "Starting kubelet.");
                    if (Conditions.isTrue(node, "Ready")) {
                        plane.events()
                                .normal("kubelet", node, "NodeReady", "Node " + name + " status is now: NodeReady");
                    }
                    plane.events()
                            .normal(
                                    "node-controller",
                                    node,
                                    "RegisteredNode",
                                    "Node " + name + " event: Registered Node " + name + " in Controller");
                }
            }
        }
    }

    private void lease(JsonNode node) {
        ObjectNode lease = Json.object().put("kind", "Lease").put("apiVersion", LEASES.apiVersion());
        Meta.of(lease).put("name", Meta.name(node)).put("namespace", "kube-node-lease");
        Meta.own(lease, node);
        ObjectNode spec = lease.putObject("spec").put("holderIdentity", Meta.name(node));
        String now = Meta.time(plane.now());
        spec.put("leaseDurationSeconds", 40).put("renewTime", now.replace("Z", ".000000Z"));
        plane.create(LEASES, lease);
    }

    private void leave(JsonNode node) {
        plane.events()
                .normal(
                        "node-controller",
                        node,
                        "RemovingNode",
                        "Node " + Meta.name(node) + " event: Removing Node " + Meta.name(node) + " from Controller");
        plane.remove(ControlPlane.NODES, node);
    }
}
