package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Istio add-on as the container service sees it: what is on offer, what is refused, what is filled in. */
class MeshTest extends ClusterTestBase {
    private static final String VAULT = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/akv";
    private static final String PLUGIN = "{'keyVaultId':'" + VAULT + "','certObjectName':'c','keyObjectName':'k',"
            + "'rootCertObjectName':'r','certChainObjectName':'ch'}";

    private String profiles() {
        return cloud.subscription() + "/providers/Microsoft.ContainerService/locations/westeurope/meshRevisionProfiles";
    }

    private Answer mesh(String profile) {
        return create(with(p -> p.set("serviceMeshProfile", Json.parse(profile.replace('\'', '"')))));
    }

    private static String istio(String inner) {
        return "{'mode':'Istio','istio':{" + inner + "}}";
    }

    private void change(String profile) {
        assertThat(mesh(profile).status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(3));
        assertThat(state(cluster())).isEqualTo("Succeeded");
    }

    private String profile() {
        return cloud.get(cluster(), AKS).at("/properties/serviceMeshProfile").toString();
    }

    @Test
    void aRegionOffersRevisionsWithWhatTheyFit() {
        Answer answer = cloud.get(profiles(), AKS);
        assertThat(answer.text("/value/0/name")).isEqualTo("istio");
        assertThat(answer.text("/value/0/id")).isEqualTo(profiles() + "/istio");
        assertThat(answer.at("/value/0/properties/meshRevisions/0").toString())
                .isEqualTo("{\"revision\":\"asm-1-28\",\"upgrades\":[\"asm-1-29\",\"asm-1-30\"],\"compatibleWith\":"
                        + "[{\"name\":\"KubernetesOfficial\",\"versions\":[\"1.34\",\"1.35\"]},"
                        + "{\"name\":\"AKSLongTermSupport\",\"versions\":[\"1.33\",\"1.34\",\"1.35\"]}]}");
        assertThat(answer.at("/value/0/properties/meshRevisions/2/upgrades")).isEmpty();
        assertThat(cloud.get(profiles() + "/istio", AKS).at("/properties/meshRevisions"))
                .hasSize(3);
        assertThat(cloud.get(profiles() + "/linkerd", AKS).status()).isEqualTo(404);
        assertThat(cloud.get(profiles().replace("westeurope", "mars"), AKS).status())
                .isEqualTo(400);
        assertThat(cloud.get(profiles(), "2022-11-01").refusal()).isEqualTo("400 NoRegisteredProviderFound");
    }

    @Test
    void whatItOffersComesFromTheData() {
        ArrayNode few = (ArrayNode) cloud.sandbox.data().get("meshRevisions");
        few.remove(2);
        cloud.sandbox.data().set("meshRevisions", few);
        assertThat(cloud.get(profiles(), AKS).at("/value/0/properties/meshRevisions/1/upgrades"))
                .isEmpty();
        createAndWait();
        change("{'mode':'Istio'}");
        assertThat(profile()).contains("[\"asm-1-28\"]");
    }

    @Test
    void theOneBeforeTheNewestIsInstalledAndGoesAgain() {
        createAndWait();
        assertThat(cloud.get(cluster() + "/meshUpgradeProfiles", AKS).refusal()).isEqualTo("400 BadRequest");
        change(istio("'certificateAuthority':{'plugin':" + PLUGIN + "},"
                + "'components':{'ingressGateways':[{'enabled':true,'mode':'External'}]}"));
        assertThat(cloud.get(cluster(), AKS).text("/properties/serviceMeshProfile/mode"))
                .isEqualTo("Istio");
        assertThat(profile())
                .contains("\"revisions\":[\"asm-1-29\"]", "\"keyVaultId\":\"" + VAULT, "\"mode\":\"External\"");
        assertThat(cloud.get(cluster() + "/meshUpgradeProfiles", AKS).text("/value/0/properties/upgrades/0"))
                .isEqualTo("asm-1-30");
        assertThat(cloud.get(cluster() + "/meshUpgradeProfiles/istio", AKS).text("/properties/revision"))
                .isEqualTo("asm-1-29");
        change("{'mode':'Disabled'}");
        assertThat(profile()).isEqualTo("{\"mode\":\"Disabled\"}");
    }

    @Test
    void whatTheRequestDoesNotMentionStays() {
        createAndWait();
        change(istio("'revisions':['asm-1-28'],'certificateAuthority':{'plugin':" + PLUGIN + "}"));
        String before = profile();
        assertThat(create(body()).status()).isEqualTo(200);
        assertThat(profile()).isEqualTo(before).contains("asm-1-28", "certChainObjectName");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'istio':{}}                                            | serviceMeshProfile.mode",
                "{'mode':'Linkerd'}                                      | Istio, Disabled",
                "{'mode':'Istio','istio':{'colour':'red'}}               | unknown field",
                "{'mode':'Istio','istio':{'certificateAuthority':{}}}    | plugin",
                "{'mode':'Istio','istio':{'certificateAuthority':{'plugin':{'keyVaultId':'x'}}}} | given together",
                "{'mode':'Istio','istio':{'revisions':['asm-1-22']}}     | Revision asm-1-22 is not supported by the"
                        + " service mesh add-on.",
                "{'mode':'Istio','istio':{'revisions':['asm-1-28','asm-1-29']}} | with one revision",
                "{'mode':'Istio','istio':{'revisions':['asm-1-28','asm-1-29','asm-1-30']}} | At most two",
                "{'mode':'Istio','istio':{'revisions':['asm-1-28','asm-1-28']}} | twice",
                "{'mode':'Istio','istio':{'components':{'ingressGateways':[{'enabled':true}]}}} | mode and enabled",
                "{'mode':'Istio','istio':{'components':{'ingressGateways':[{'enabled':true,'mode':'Internal'},"
                        + "{'enabled':true,'mode':'Internal'}]}}} | more than one Internal",
                "{'mode':'Istio','istio':{'components':{'egressGateways':[{'enabled':true,'name':'e'}]}}} | static"
                        + " egress"
            })
    void isRefused(String profile, String why) {
        Answer answer = mesh(profile);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains(why);
    }

    @Test
    void theVaultAndItsObjectsHaveNames() {
        String other = PLUGIN.replace("Microsoft.KeyVault/vaults", "Microsoft.Storage/accounts");
        assertThat(mesh(istio("'certificateAuthority':{'plugin':" + other + "}"))
                        .message())
                .contains("keyVaultId", "not the resource id of a key vault");
        String spaced = PLUGIN.replace("'r'", "'my root'");
        assertThat(mesh(istio("'certificateAuthority':{'plugin':" + spaced + "}"))
                        .message())
                .contains("rootCertObjectName", "'my root'");
    }

    @Test
    void aRevisionFitsTheVersionAndThePlan() {
        ObjectNode body = with(p -> p.put("kubernetesVersion", "1.36")
                .set(
                        "serviceMeshProfile",
                        Json.from(Map.of("mode", "Istio", "istio", Map.of("revisions", new String[] {"asm-1-28"})))));
        assertThat(create(body).message()).contains("not compatible with Kubernetes version 1.36.2", "asm-1-29");
        ObjectNode old = with(p -> p.put("kubernetesVersion", "1.33")
                .put("supportPlan", "AKSLongTermSupport")
                .set("serviceMeshProfile", Json.from(Map.of("mode", "Istio"))));
        old.putObject("sku").put("name", "Base").put("tier", "Premium");
        assertThat(create(old).text("/properties/serviceMeshProfile/istio/revisions/0"))
                .isEqualTo("asm-1-29");
    }

    @Test
    void anUpgradeOfKubernetesMustNotLeaveTheRevisionBehind() {
        assertThat(create(with(p -> p.put("kubernetesVersion", "1.35"))).status())
                .isEqualTo(201);
        cloud.pass(Duration.ofMinutes(6));
        change(istio("'revisions':['asm-1-28']"));
        assertThat(create(with(p -> p.put("kubernetesVersion", "1.36"))).message())
                .contains("Revision asm-1-28 is not compatible with Kubernetes version 1.36");
    }

    @Test
    void revisionsChangeOneBesideTheOther() {
        createAndWait();
        change(istio("'revisions':['asm-1-28']"));
        assertThat(mesh(istio("'revisions':['asm-1-29']")).message()).contains("must be installed beside [asm-1-28]");
        change(istio("'revisions':['asm-1-28','asm-1-29']"));
        change(istio("'revisions':['asm-1-29']"));
        assertThat(mesh(istio("'revisions':['asm-1-29','asm-1-28']")).message()).contains("no upgrade of asm-1-29");
    }

    @Test
    void aSelfSignedMeshDoesNotBecomeAPluggedInOneWhileItRuns() {
        createAndWait();
        change("{'mode':'Istio'}");
        String plugged = istio("'certificateAuthority':{'plugin':" + PLUGIN + "}");
        assertThat(mesh(plugged).message()).contains("self-signed to plug-in");
        change("{'mode':'Disabled'}");
        change(plugged);
        assertThat(profile()).contains("rootCertObjectName");
    }
}
