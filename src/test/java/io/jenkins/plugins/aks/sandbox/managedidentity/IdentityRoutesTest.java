package io.jenkins.plugins.aks.sandbox.managedidentity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityRoutesTest {
    private static final String API = "2023-01-31";

    private SimulatedCloud cloud;
    private String path;

    @BeforeEach
    void start(@TempDir Path directory) {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group("lab"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        path = cloud.group("lab") + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    }

    @AfterEach
    void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private Answer put(String name, String body) {
        return cloud.put(path + name, API, body);
    }

    @Test
    void anIdentityIsAPrincipalAndKeepsItsIds() {
        Answer made = put("one", "{'location':'West Europe','tags':{'a':'b'}}");
        Answer again = put("one", "{'location':'westeurope'}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        String principal = made.text("/properties/principalId");
        assertThat(again.text("/properties/principalId")).isEqualTo(principal);
        assertThat(cloud.sandbox.principals().byObjectId(principal))
                .get()
                .extracting(p -> p.path("clientId").asText())
                .isEqualTo(made.text("/properties/clientId"));
        assertThat(cloud.get(path.replaceAll("/$", ""), API).at("/value")).hasSize(1);
    }

    @Test
    void aDeletedIdentityIsNoPrincipalAndANewOneOfItsNameIsAnother() {
        String first = put("one", "{'location':'westeurope'}").text("/properties/principalId");

        assertThat(cloud.delete(path + "one", API).status()).isEqualTo(200);
        assertThat(cloud.delete(path + "one", API).status()).isEqualTo(204);

        assertThat(cloud.sandbox.principals().byObjectId(first)).isEmpty();
        assertThat(cloud.get(path + "one", API).text("/error/code")).isEqualTo("ResourceNotFound");
        assertThat(put("one", "{'location':'westeurope'}").text("/properties/principalId"))
                .isNotEqualTo(first);
    }

    @Test
    void whatIsWrongIsRefused() {
        put("one", "{'location':'westeurope'}");

        assertThat(put("one", "{'location':'eastus'}").text("/error/code")).isEqualTo("InvalidResourceLocation");
        assertThat(put("two", "{}").text("/error/code")).isEqualTo("LocationRequired");
        assertThat(put("two", "{'location':'mars'}").text("/error/code"))
                .isEqualTo("LocationNotAvailableForResourceType");
        assertThat(put("two", "{'location':'eastus','colour':'red'}").body().toString())
                .contains("unknown field 'colour'");
        assertThat(put("a", "{'location':'eastus'}").text("/error/message")).contains("'a' is invalid");
    }
}
