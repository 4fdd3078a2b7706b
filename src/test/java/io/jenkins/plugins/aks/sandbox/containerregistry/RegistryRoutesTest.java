package io.jenkins.plugins.aks.sandbox.containerregistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryRoutesTest {
    private static final String API = "2023-07-01";

    private SimulatedCloud cloud;
    private String all;

    @BeforeEach
    void start(@TempDir Path directory) {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group("lab"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        cloud.post(cloud.subscription() + "/providers/Microsoft.ContainerRegistry/register", "2021-04-01");
        cloud.pass(Duration.ofMinutes(2));
        all = cloud.group("lab") + "/providers/Microsoft.ContainerRegistry/registries";
    }

    @AfterEach
    void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private Answer put(String name, String rest) {
        return cloud.put(all + "/" + name, API, "{'location':'westeurope'" + rest + "}");
    }

    @Test
    void aRegistryHasALoginServerAndAnIdentity() {
        Answer made = put("images1", ",'sku':{'name':'Standard'},'identity':{'type':'SystemAssigned'}");
        assertThat(made.status()).isEqualTo(201);
        cloud.pass(Duration.ofMinutes(1));

        Answer shown = cloud.get(all + "/images1", API);

        assertThat(shown.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(shown.text("/properties/loginServer")).startsWith("127.0.0.1:");
        assertThat(shown.text("/sku/tier")).isEqualTo("Standard");
        assertThat(cloud.sandbox.principals().byObjectId(shown.text("/identity/principalId")))
                .isPresent();
        assertThat(cloud.get(all, API).at("/value")).hasSize(1);
        assertThat(cloud.delete(all + "/images1", API).status()).isEqualTo(200);
        assertThat(cloud.delete(all + "/images1", API).status()).isEqualTo(204);
    }

    @Test
    void namesAreUniqueAndRulesHold() {
        put("images1", ",'sku':{'name':'Standard'}");
        cloud.put(cloud.group("other"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");

        assertThat(cloud.put(
                                all.replace("/lab/", "/other/") + "/Images1",
                                API,
                                "{'location':'westeurope','sku':{'name':'Basic'}}")
                        .refusal())
                .isEqualTo("409 AlreadyInUse");
        assertThat(put("a-b-c", ",'sku':{'name':'Basic'}").refusal()).isEqualTo("400 InvalidResourceName");
        assertThat(put("images2", "").refusal()).isEqualTo("400 InvalidRequest");
        assertThat(put("images2", ",'sku':{'name':'Basic'},'properties':{'networkRuleSet':{'defaultAction':'Deny'}}")
                        .refusal())
                .isEqualTo("400 NetworkRuleSetNotSupported");
        String check = cloud.subscription() + "/providers/Microsoft.ContainerRegistry/checkNameAvailability";
        assertThat(cloud.arm("POST", check, API, "{'name':'images1','type':'x'}")
                        .text("/reason"))
                .isEqualTo("AlreadyExists");
        assertThat(cloud.arm("POST", check, API, "{'name':'images2','type':'x'}")
                        .at("/nameAvailable")
                        .asBoolean())
                .isTrue();
    }
}
