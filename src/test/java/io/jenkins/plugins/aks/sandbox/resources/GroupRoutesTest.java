package io.jenkins.plugins.aks.sandbox.resources;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupRoutesTest {
    private static final String BODY = "{'location':'West Europe','tags':{'created-by':'me'}}";

    @TempDir
    Path directory;

    private SimulatedCloud cloud;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.in(directory);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void isCreatedReadUpdatedAndListed() {
        Answer created = cloud.put(cloud.group("rg"), RESOURCES, BODY);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/location")).isEqualTo("westeurope");
        assertThat(created.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(cloud.put(cloud.group("RG"), RESOURCES, "{'location':'westeurope','tags':{'a':'b'}}")
                        .status())
                .isEqualTo(200);
        assertThat(cloud.get("/" + cloud.group("rg"), RESOURCES).text("/tags/a"))
                .isEqualTo("b");
        assertThat(cloud.arm("HEAD", cloud.group("rg"), RESOURCES, null).status())
                .isEqualTo(204);
        assertThat(cloud.arm("HEAD", cloud.group("no"), RESOURCES, null).status())
                .isEqualTo(404);
        assertThat(cloud.arm("PATCH", cloud.group("rg"), RESOURCES, "{'tags':{'c':'d'}}")
                        .text("/tags/c"))
                .isEqualTo("d");
        assertThat(list("")).isEqualTo("rg");
        assertThat(list("?$filter=tagName%20eq%20'c'%20and%20tagValue%20eq%20'd'"))
                .isEqualTo("rg");
        assertThat(list("?$filter=tagName%20eq%20'c'%20and%20tagValue%20eq%20'x'"))
                .isEmpty();
        assertThat(list("?$filter=tagName%20eq%20'a'")).isEmpty();
    }

    private String list(String query) {
        StringBuilder names = new StringBuilder();
        cloud.get(cloud.subscription() + "/resourcegroups" + query, RESOURCES)
                .at("/value")
                .forEach(g -> names.append(g.path("name").asText()));
        return names.toString();
    }

    @Test
    void comesInPages() {
        cloud.sandbox.data().set("limits", Json.parse("{\"pageSize\":2,\"tokenSeconds\":3599}"));
        for (String name : new String[] {"a", "b", "c"}) {
            cloud.put(cloud.group(name), RESOURCES, BODY);
        }
        Answer first = cloud.get(cloud.subscription() + "/resourceGroups", RESOURCES);
        assertThat(first.at("/value")).hasSize(2);
        Answer second = cloud.arm("GET", first.text("/nextLink"), "", null);
        assertThat(second.at("/value/0/name").asText()).isEqualTo("c");
        assertThat(second.at("/nextLink").isMissingNode()).isTrue();
    }

    @Test
    void aPageIsAsShortAsAskedFor() {
        cloud.put(cloud.group("a"), RESOURCES, BODY);
        cloud.put(cloud.group("b"), RESOURCES, BODY);
        String groups = cloud.subscription() + "/resourceGroups?";
        Answer first = cloud.get(groups + "$top=1", RESOURCES);
        assertThat(first.at("/value")).hasSize(1);
        assertThat(cloud.arm("GET", first.text("/nextLink"), "", null).text("/value/0/name"))
                .isEqualTo("b");
        for (String wrong : new String[] {"$top=abc", "$top=0", "$skiptoken=x"}) {
            assertThat(cloud.get(groups + wrong, RESOURCES).refusal())
                    .as(wrong)
                    .isEqualTo("400 InvalidQueryParameterValue");
        }
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    @Test
    void refusesWhatAzureRefuses() {
        assertThat(cloud.get(cloud.group("rg"), RESOURCES).refusal()).isEqualTo("404 ResourceGroupNotFound");
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{}").refusal()).isEqualTo("400 LocationRequired");
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{'location':'mars'}")
                        .refusal())
                .isEqualTo("400 LocationNotAvailableForResourceGroup");
        assertThat(cloud.put(cloud.group("rg."), RESOURCES, BODY).refusal()).isEqualTo("400 InvalidResourceGroup");
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{'location':'westeurope','colour':'red'}"))
                .satisfies(a -> assertThat(a.refusal()).isEqualTo("400 InvalidRequestContent"))
                .satisfies(a -> assertThat(a.message()).contains("'colour'"));
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{'location':7}").refusal())
                .isEqualTo("400 InvalidRequestContent");
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "[]").refusal()).isEqualTo("400 InvalidRequestContent");
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{'location':'westeurope','tags':{'a/b':'c'}}")
                        .refusal())
                .isEqualTo("400 InvalidTagNameCharacters");
        assertThat(cloud.get(cloud.subscription() + "/resourceGroups?$filter=colour%20eq%20'red'", RESOURCES)
                        .refusal())
                .isEqualTo("400 InvalidFilterInQueryString");
        cloud.put(cloud.group("rg"), RESOURCES, BODY);
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, "{'location':'eastus'}")
                        .refusal())
                .isEqualTo("409 InvalidResourceGroupLocation");
    }

    @Test
    void isDeletedAfterAWhile() {
        cloud.put(cloud.group("rg"), RESOURCES, BODY);
        Answer accepted = cloud.delete(cloud.group("rg"), RESOURCES);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Retry-After")).isEqualTo("1");
        String location = accepted.header("Location");
        assertThat(cloud.arm("GET", location, "", null).status()).isEqualTo(202);
        assertThat(cloud.get(cloud.group("rg"), RESOURCES).text("/properties/provisioningState"))
                .isEqualTo("Deleting");
        assertThat(cloud.put(cloud.group("rg"), RESOURCES, BODY).refusal()).isEqualTo("409 ResourceGroupBeingDeleted");
        assertThat(cloud.delete(cloud.group("rg"), RESOURCES).header("Location"))
                .isEqualTo(location);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.arm("GET", location, "", null).status()).isEqualTo(200);
        assertThat(cloud.get(cloud.group("rg"), RESOURCES).status()).isEqualTo(404);
        assertThat(cloud.delete(cloud.group("rg"), RESOURCES).refusal()).isEqualTo("404 ResourceGroupNotFound");
    }

    @Test
    void aFailedDeletionLeavesTheGroup() {
        cloud.put(cloud.group("rg"), RESOURCES, BODY);
        cloud.sandbox.faults().add(FaultRule.on("DELETE", ".*/rg").crashing("Stuck", "a lock holds it"));
        String location = cloud.delete(cloud.group("rg"), RESOURCES).header("Location");
        cloud.pass(Duration.ofMinutes(1));
        assertThat(cloud.arm("GET", location, "", null).refusal()).isEqualTo("409 Stuck");
        assertThat(cloud.get(cloud.group("rg"), RESOURCES).text("/properties/provisioningState"))
                .isEqualTo("Succeeded");
    }
}
