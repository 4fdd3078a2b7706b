package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Resource Manager with one cluster, of which only the network profile matters. */
final class ClusterArm {
    static final String CILIUM_WITH_ACNS = "{\"networkDataplane\": \"cilium\", \"networkPolicy\": \"cilium\","
            + " \"advancedNetworking\": {\"enabled\": true, \"security\": {\"enabled\": true}}}";

    private ClusterArm() {}

    static Arm of(String networkProfile) throws Exception {
        ObjectNode body = (ObjectNode)
                new ObjectMapper().readTree("{\"properties\": {\"networkProfile\": " + networkProfile + "}}");
        return (Arm) Proxy.newProxyInstance(
                Arm.class.getClassLoader(), new Class<?>[] {Arm.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("get")) {
                        throw new AssertionError("only the cluster is read here, not " + method.getName());
                    }
                    return new ArmResponse(200, Map.of(), body);
                });
    }
}
