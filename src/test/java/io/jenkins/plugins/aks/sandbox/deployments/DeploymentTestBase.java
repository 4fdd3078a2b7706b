package io.jenkins.plugins.aks.sandbox.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cloud with the group {@code lab}; templates are written with single quotes doubled where expressions need them. */
abstract class DeploymentTestBase {
    static final String API = SimulatedCloud.RESOURCES;
    static final String IDENTITY =
            "{'type':'Microsoft.ManagedIdentity/userAssignedIdentities','apiVersion':'2023-01-31',"
                    + "'location':'westeurope','name':'NAME'}";

    @TempDir
    Path directory;

    SimulatedCloud cloud;

    @BeforeEach
    void start() {
        cloud = SimulatedCloud.in(directory);
        cloud.put(cloud.group("lab"), API, "{'location':'westeurope'}");
    }

    @AfterEach
    void close() {
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    String path(String name) {
        return cloud.group("lab") + "/providers/Microsoft.Resources/deployments/" + name;
    }

    String identityPath(String name) {
        return cloud.group("lab") + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name;
    }

    static String identity(String name) {
        return IDENTITY.replace("NAME", name);
    }

    /** In a template of JSON, {@code ~} stands for the quote of an expression. */
    static String body(String members, String parameters) {
        return ("{'properties':{'mode':'Incremental','parameters':" + parameters
                        + ",'template':{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',"
                        + "'contentVersion':'1.0.0.0'," + members + "}}}")
                .replace('\'', '"')
                .replace('~', '\'');
    }

    Answer send(String method, String path, String members, String parameters) {
        return cloud.json(method, path, API, body(members, parameters));
    }

    Answer deploy(String name, String members) {
        return send("PUT", path(name), members, "{}");
    }

    /** The deployment once it has ended. */
    Answer ended(String name) {
        for (int i = 0; i < 100; i++) {
            Answer answer = cloud.get(path(name), API);
            if (!answer.text("/properties/provisioningState").matches("Accepted|Running")) {
                return answer;
            }
            cloud.pass(Duration.ofSeconds(10));
        }
        throw new AssertionError(name + " does not end");
    }
}
