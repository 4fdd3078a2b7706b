package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceUpdateTest {

    @Test
    void stripsFromAClusterWhatOnlyTheServiceMaySet() {
        ObjectNode current =
                json("{'id':'" + CLUSTER + "','type':'Microsoft.ContainerService/ManagedClusters','eTag':'e',"
                        + "'identity':{'type':'SystemAssigned','principalId':'p','tenantId':'t'},"
                        + "'properties':{'provisioningState':'Succeeded','powerState':{'code':'Running'},'fqdn':'f',"
                        + "'currentKubernetesVersion':'1.35.1','kubernetesVersion':'1.35','unknownToUs':true,"
                        + "'servicePrincipalProfile':{'clientId':'msi'},"
                        + "'oidcIssuerProfile':{'enabled':true,'issuerURL':'u'},"
                        + "'addonProfiles':{'omsagent':{'enabled':true,'identity':{'clientId':'c'}}},"
                        + "'networkProfile':{'loadBalancerProfile':{'managedOutboundIPs':{'count':1},'effectiveOutboundIPs':[]}},"
                        + "'agentPoolProfiles':[{'name':'a','count':3,'nodeImageVersion':'n','currentOrchestratorVersion':'o',"
                        + "'provisioningState':'Succeeded','eTag':'x','status':{},'powerState':{'code':'Running'}},"
                        + "{'name':'b','nodeImageVersion':'n'}]}}");

        assertThat(ResourceUpdate.editable(current))
                .isEqualTo(
                        json(
                                "{'identity':{'type':'SystemAssigned'},'properties':{'kubernetesVersion':'1.35',"
                                        + "'unknownToUs':true,'oidcIssuerProfile':{'enabled':true},"
                                        + "'addonProfiles':{'omsagent':{'enabled':true}},"
                                        + "'networkProfile':{'loadBalancerProfile':{'managedOutboundIPs':{'count':1}}},"
                                        + "'agentPoolProfiles':[{'name':'a','count':3,'powerState':{'code':'Running'}},{'name':'b'}]}}"));
        assertThat(current.at("/properties/fqdn").asText())
                .as("the original stays")
                .isEqualTo("f");
    }

    @Test
    void stripsFromAPool() {
        ObjectNode current = json("{'id':'" + CLUSTER + "/agentPools/a','properties':{'count':1,'nodeImageVersion':'n',"
                + "'currentOrchestratorVersion':'o','provisioningState':'Succeeded','eTag':'e',"
                + "'powerState':{'code':'Running'}}}");
        assertThat(ResourceUpdate.editable(current))
                .isEqualTo(json("{'properties':{'count':1,'powerState':{'code':'Running'}}}"));
    }

    @Test
    void keepsARealServicePrincipal() {
        ObjectNode current =
                json("{'id':'" + CLUSTER + "','properties':{'servicePrincipalProfile':{'clientId':'c-1'}}}");
        assertThat(ResourceUpdate.editable(current)
                        .at("/properties/servicePrincipalProfile/clientId")
                        .asText())
                .isEqualTo("c-1");
    }

    @Test
    void findsTheEtagWhereverTheServicePutsIt() {
        assertThat(match("{'eTag':'a'}")).containsEntry("If-Match", "a");
        assertThat(match("{'etag':'b'}")).containsEntry("If-Match", "b");
        assertThat(match("{'properties':{'eTag':'c'}}")).containsEntry("If-Match", "c");
        assertThat(match("{}")).isEmpty();
        assertThat(ResourceUpdate.ifMatch(new ArmResponse(200, Map.of("etag", "d"), json("{}"))))
                .containsEntry("If-Match", "d");
    }

    @Test
    void setsOneLeafAndTellsWhetherItDiffered() {
        ObjectNode body = json("{'properties':{'count':1}}");
        assertThat(ResourceUpdate.set(body, "/properties/profile/enabled", TextNode.valueOf("yes")))
                .isTrue();
        assertThat(ResourceUpdate.set(body, "/properties/profile/enabled", TextNode.valueOf("yes")))
                .isFalse();
        assertThat(body).isEqualTo(json("{'properties':{'count':1,'profile':{'enabled':'yes'}}}"));
    }

    private static Map<String, String> match(String body) {
        return ResourceUpdate.ifMatch(new ArmResponse(200, Map.of(), json(body)));
    }
}
