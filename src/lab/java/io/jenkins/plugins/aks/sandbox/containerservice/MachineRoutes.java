package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The machines of an agent pool, and deleting some of them. A machine is there as long as it was not deleted here, whatever
 * became of its node; when it is deleted it is gone at once, with all that ran on it, and the pool counts one less.
 */
final class MachineRoutes {
    static final String DELETE = "deletemachines";
    private static final String ALL = PoolRoutes.ONE + "/machines";
    private static final String ONE = ALL + "/{machine}";
    private static final String TYPE = Clusters.POOL_TYPE + "/machines";
    private static final String NAMES = "machineNames";
    private static final Duration TIME = Duration.ofMinutes(2);

    private final ArmContext arm;
    private final Clusters clusters;
    private final Async async;

    MachineRoutes(ArmContext arm, Clusters clusters, Async async) {
        this.arm = arm;
        this.clusters = clusters;
        this.async = async;
    }

    void add() {
        arm.routes().add("GET", ALL, Clusters.POOL_TYPE, this::list);
        arm.routes().add("GET", ONE, Clusters.POOL_TYPE, this::get);
        arm.routes().add("POST", PoolRoutes.ONE + "/deleteMachines", Clusters.POOL_TYPE, this::delete);
    }

    private List<String> names(ArmCall call, ArmDocument pool) {
        ArmDocument cluster = clusters.require(call);
        String key = "k8s/" + ClusterKeys.keyOf(cluster.id()) + "/machines/" + pool.name();
        List<String> names = new ArrayList<>();
        arm.sandbox().store().get(key).ifPresent(known -> known.path("names")
                .forEach(name -> names.add(name.asText())));
        return names;
    }

    private ObjectNode shown(ArmCall call, ArmDocument pool, String name) {
        ArmDocument cluster = clusters.require(call);
        ObjectNode machine = Json.object()
                .put("id", pool.id() + "/machines/" + name)
                .put("name", name)
                .put("type", TYPE);
        String group = cluster.properties().path("nodeResourceGroup").asText();
        int number = Integer.parseInt(name.substring(name.length() - 6));
        machine.putObject("properties")
                .put(
                        "resourceId",
                        "/subscriptions/" + call.subscription() + "/resourceGroups/" + group
                                + "/providers/Microsoft.Compute/virtualMachineScaleSets/aks-" + pool.name()
                                + "-vmss/virtualMachines/" + number);
        JsonNode zones = pool.properties().path("availabilityZones");
        if (!zones.isEmpty()) {
            machine.putArray("zones").add(zones.get(number % zones.size()));
        }
        return machine;
    }

    private WebResponse list(ArmCall call) {
        ArmDocument pool = PoolRoutes.require(clusters, call);
        return Pages.answer(
                arm,
                call,
                names(call, pool).stream().map(name -> shown(call, pool, name)).toList());
    }

    private WebResponse get(ArmCall call) {
        ArmDocument pool = PoolRoutes.require(clusters, call);
        String name = call.parameter("machine");
        if (!names(call, pool).contains(name)) {
            throw new ArmRefusal(
                    404, "NotFound", "Could not find the machine: " + name + " in agentpool " + pool.name());
        }
        return WebResponse.json(200, shown(call, pool, name));
    }

    private WebResponse delete(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        ArmDocument pool = PoolRoutes.require(clusters, call);
        List<String> wanted = wanted(call);
        clusters.requireIdle(cluster);
        List<String> there = names(call, pool);
        List<String> unknown =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ArmRefusal(
                    400,
                    "InvalidParameter",
                    "The machines " + String.join(", ", unknown) + " are not in agentpool " + pool.name() + ".");
        }
        boolean system = pool.properties().path("mode").asText().equals("System");
        if (system && wanted.size() == there.size()) {
            throw new ArmRefusal(
                    400, "InvalidParameter", "A system agent pool must keep at least one machine: " + pool.name());
        }
        int count = pool.properties().path("count").asInt() - wanted.size();
        pool.properties().put("count", count);
        ArrayNode deleted = pool.internal().withArrayProperty(Clusters.DELETED);
        wanted.forEach(deleted::add);
        ((ObjectNode) pool.internal().get(Clusters.LIVE)).put("count", count);
        pool.state("Updating");
        arm.documents().put(pool);
        clusters.announce(cluster);
        String location = cluster.resource().path("location").asText();
        return async.accepted(
                call, arm.operations().begin(Clusters.POOL_KIND + DELETE, pool.id(), location, TIME, call.crash()));
    }

    private static List<String> wanted(ArmCall call) {
        ObjectNode body = call.body();
        List<String> names = new ArrayList<>();
        body.path(NAMES).forEach(name -> names.add(name.asText()));
        boolean other = body.size() != 1 || !body.path(NAMES).isArray();
        if (other || names.isEmpty()) {
            throw new ArmRefusal(
                    400, "InvalidParameter", "The body must have machineNames, a list of the names of machines.");
        }
        return names;
    }
}
