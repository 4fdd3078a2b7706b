package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.GROUP;
import static io.jenkins.plugins.aks.azure.ArmKit.HOST;
import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.WriteGate.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureArmTest {
    private static final String V = ApiVersions.CONTAINER_SERVICE;

    private final ArmKit kit = new ArmKit();

    @Test
    void readsWithTokenRequestIdAndUserAgent() throws Exception {
        kit.answer(200, "{'name':'demo','properties':{'provisioningState':'Succeeded'}}", "ETag", "e1");

        ArmResponse response = kit.arm.get(CLUSTER, V);

        assertThat(response.provisioningState()).contains("Succeeded");
        assertThat(response.header("etag")).contains("e1");
        assertThat(kit.http.lines()).containsExactly("GET " + CLUSTER + "?api-version=" + V);
        assertThat(kit.http.last().headers())
                .containsEntry("authorization", "Bearer " + ArmKit.TOKEN)
                .containsKey("x-ms-client-request-id")
                .hasEntrySatisfying("user-agent", agent -> assertThat(agent).contains("aks-pipeline-steps"));
        assertThat(kit.gate.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//subscriptions/s1/resourceGroups/rg", "subscriptions/s1//resourceGroups/rg"})
    void makesDoubledSlashesSingle(String path) throws Exception {
        kit.answer(200, "{}");
        kit.arm.get(path, "v");
        assertThat(kit.http.lines()).containsExactly("GET " + GROUP + "?api-version=v");
    }

    @Test
    void keepsAQueryAndEncodesWhatAUrlMayNotHave() throws Exception {
        kit.answer(200, "{}");
        kit.arm.get(GROUP + "?$filter=roleName eq 'Reader'", "v");
        assertThat(kit.http.lines())
                .containsExactly("GET " + GROUP + "?$filter=roleName%20eq%20'Reader'&api-version=v");
    }

    @Test
    void refusesAPathThatClimbs() {
        assertThatThrownBy(() -> kit.arm.get(GROUP + "/../other", "v"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("'..'");
        assertThat(kit.http.asked()).isEmpty();
    }

    @Test
    void keepsTheDigitsOfNumbers() throws Exception {
        kit.answer(200, "{'price':1.10,'large':12345678901234567890}").answer(200, "{}");
        JsonNode body = kit.arm.get(GROUP, "v").body();
        kit.arm.put(GROUP, "v", body, Map.of());
        assertThat(kit.http.last().body()).isEqualTo("{\"price\":1.10,\"large\":12345678901234567890}");
    }

    @Test
    void findsNothingWhereTheResourceDoesNotExist() throws Exception {
        kit.answer(404, "{'error':{'code':'ResourceNotFound','message':'no'}}");
        assertThat(kit.arm.find(CLUSTER, V)).isEmpty();
    }

    @Test
    void doesNotTakeAMissingSubscriptionForAMissingResource() {
        kit.answer(404, "{'error':{'code':'SubscriptionNotFound','message':'no'}}");
        kit.answer(404, "{'error':{'code':'SubscriptionNotFound','message':'no'}}");
        assertThatThrownBy(() -> kit.arm.find(CLUSTER, V)).isInstanceOf(ArmException.class);
        assertThatThrownBy(() -> kit.arm.delete(CLUSTER, V))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("SubscriptionNotFound"));
    }

    @Test
    void listsAllPages() throws Exception {
        kit.answer(200, "{'value':[{'name':'a'}],'nextLink':'" + HOST + "/next?page=2'}")
                .answer(200, "{'value':[{'name':'b'},{'name':'c'}],'nextLink':null}");
        List<JsonNode> items = kit.arm.list(GROUP + "/resources", "v");
        assertThat(items).extracting(item -> item.path("name").asText()).containsExactly("a", "b", "c");
        assertThat(kit.http.lines()).last().isEqualTo("GET /next?page=2");
    }

    @Test
    void followsToARegionalHostOfTheSameService() throws Exception {
        kit.answer(200, "{'status':'Succeeded'}");
        kit.arm.follow("https://eastus.management.azure.com/operations/1");
        assertThat(kit.http.asked()).hasSize(1);
        assertThatThrownBy(() -> kit.arm.follow("https://evilmanagement.azure.com/operations/1"))
                .hasMessageContaining("leads away");
    }

    @Test
    void refusesALinkToAnotherHost() {
        kit.answer(200, "{'value':[],'nextLink':'https://management.azure.com.evil.example/next'}");
        assertThatThrownBy(() -> kit.arm.list(GROUP, "v"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("leads away from https://management.azure.com");
        assertThat(kit.http.asked()).hasSize(1);
    }

    @Test
    void refusesAListThatDoesNotEnd() {
        kit.answer(200, "{'value':[],'nextLink':'" + HOST + "/next'}")
                .answer(200, "{'value':[],'nextLink':'" + HOST + "/next'}");
        assertThatThrownBy(() -> kit.arm.list(GROUP, "v")).hasMessageContaining("does not end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/operations/1",
                "http://management.azure.com/operations/1",
                "https://management.azure.com:8443/operations/1",
                "https://management.azure.com@evil.example/operations/1",
                "//evil.example/operations/1",
                "https://user@management.azure.com/operations/1"
            })
    void followsOnlyItsOwnHost(String url) {
        assertThatThrownBy(() -> kit.arm.follow(url)).isInstanceOf(OperationException.class);
        assertThat(kit.http.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com/operations/1?t=2",
                "https://MANAGEMENT.azure.com:443/operations/1?t=2",
                "/operations/1?t=2"
            })
    void followsItsOwnHostInEverySpelling(String url) throws Exception {
        kit.answer(202, "");
        assertThat(kit.arm.follow(url).status()).isEqualTo(202);
        assertThat(kit.http.lines()).containsExactly("GET /operations/1?t=2");
    }

    @Test
    void passesTheGateBeforeEveryWrite() throws Exception {
        for (int i = 0; i < 4; i++) {
            kit.answer(200, "{}");
        }
        kit.arm.put(CLUSTER, V, json("{'location':'westeurope'}"), Map.of("If-Match", "e1"));
        kit.arm.patch(CLUSTER, V, json("{}"));
        kit.arm.post(CLUSTER + "/abort", V, null);
        kit.arm.delete(CLUSTER, V);
        assertThat(kit.gate.writes())
                .containsExactly(
                        new Write("PUT", CLUSTER),
                        new Write("PATCH", CLUSTER),
                        new Write("POST", CLUSTER + "/abort"),
                        new Write("DELETE", CLUSTER));
        assertThat(kit.http.asked().get(0).headers()).containsEntry("if-match", "e1");
        assertThat(kit.http.asked().get(0).body()).isEqualTo("{\"location\":\"westeurope\"}");
        assertThat(kit.http.asked().get(0).headers())
                .hasEntrySatisfying("content-type", type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void sendsNothingThatTheGateRefuses() {
        Arm planned = new AzureClients(Cloud.PUBLIC, kit.http, ArmKit.token(), kit.clock).arm(write -> {
            throw new OperationException("only a plan");
        });
        assertThatThrownBy(() -> planned.put(CLUSTER, V, json("{}"), Map.of())).hasMessage("only a plan");
        assertThatThrownBy(() -> planned.delete(CLUSTER, V)).hasMessage("only a plan");
        assertThat(kit.http.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/listClusterUserCredential?format=exec", "/checkNameAvailability", "/validate", "/whatIf"})
    void actionsThatOnlyReadPassNoGate(String action) throws Exception {
        kit.answer(200, "{}");
        kit.arm.post(CLUSTER + action, V, null);
        assertThat(kit.gate.writes()).isEmpty();
        assertThat(kit.http.last().method()).isEqualTo("POST");
    }

    @Test
    void aDeleteOfWhatDoesNotExistHasSucceeded() throws Exception {
        kit.answer(404, "{'error':{'code':'ResourceGroupNotFound','message':'no'}}");
        ArmResponse response = kit.arm.delete(GROUP, "v");
        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aBodyWithoutJsonIsNoSuccess() {
        kit.answer(200, "<html>Log in to the hotel's network</html>");
        assertThatThrownBy(() -> kit.arm.get(GROUP, "v"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no JSON")
                .hasMessageContaining("hotel");
    }

    @Test
    void wrapsAnArray() throws Exception {
        kit.answer(200, "[1,2]");
        assertThat(Optional.of(kit.arm.get(GROUP, "v").body().path("value").size()))
                .contains(2);
    }
}
