package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.List;

/** Properties that can't be changed once they are set. */
final class Immutables {
    private static final List<String> CLUSTER = List.of(
            "/dnsPrefix",
            "/nodeResourceGroup",
            "/enableRBAC",
            "/networkProfile/serviceCidr",
            "/networkProfile/dnsServiceIP",
            "/networkProfile/podCidr",
            "/networkProfile/loadBalancerSku",
            "/apiServerAccessProfile/enablePrivateCluster");
    private static final List<String> POOL = List.of(
            "/vmSize",
            "/osType",
            "/availabilityZones",
            "/vnetSubnetID",
            "/podSubnetID",
            "/maxPods",
            "/osDiskSizeGB",
            "/osDiskType",
            "/scaleSetPriority",
            "/type");

    private Immutables() {}

    static void checkCluster(ObjectNode existing, ObjectNode wanted) {
        check(CLUSTER, "", existing, wanted);
    }

    static void checkPool(ObjectNode existing, ObjectNode wanted) {
        check(POOL, "agentPoolProfile.", existing, wanted);
    }

    private static void check(List<String> pointers, String prefix, ObjectNode existing, ObjectNode wanted) {
        for (String pointer : pointers) {
            JsonNode value = wanted.at(pointer);
            JsonNode current = existing.at(pointer);
            if (!value.isMissingNode() && !current.isMissingNode() && !same(value, current)) {
                String name = prefix + pointer.substring(1).replace('/', '.');
                throw new ArmRefusal(
                        400,
                        "PropertyChangeNotAllowed",
                        "Changing property '" + name + "' is not allowed: it is " + current + ", the request says "
                                + value + ".",
                        name);
            }
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isTextual() ? one.asText().equalsIgnoreCase(other.asText()) : one.equals(other);
    }
}
