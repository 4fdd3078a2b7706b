package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A group in the sandbox, and templates of identities to deploy to it; in them {@code ~} is an expression's quote. */
abstract class AzureDeployTestBase {
    static final String DEPLOYMENT = ".*/deployments/azureDeploy";
    static final String IDENTITIES = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    static final String IDENTITY = "{'type':'Microsoft.ManagedIdentity/userAssignedIdentities',"
            + "'apiVersion':'2023-01-31','name':'NAME','location':'[resourceGroup().location]'}";
    static final String START = "{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/"
            + "deploymentTemplate.json#','contentVersion':'1.0.0.0',";

    SimulatedCloud cloud;
    SandboxSession session;
    int calls;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        cloud.put(cloud.group("lab"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    static String identity(String name) {
        return IDENTITY.replace("NAME", name);
    }

    static AzureDeployStep step(String members) {
        AzureDeployStep step = new AzureDeployStep();
        step.setTemplate((START + members + "}").replace('\'', '"').replace('~', '\''));
        return step;
    }

    static AzureDeployStep named(String name) {
        AzureDeployStep step = step("'parameters':{'name':{'type':'string'}},'resources':["
                + identity("[parameters(~name~)]")
                + "],'outputs':{'principal':{'type':'string','value':'[reference(parameters(~name~)).principalId]'},"
                + "'size':{'type':'int','value':3},'list':{'type':'array','value':['a',{'b':true}]},"
                + "'secret':{'type':'securestring','value':'x'}}");
        step.setParameters(Map.of("name", name));
        return step;
    }

    Operation<AksSession> operation(AzureDeployStep step) throws Exception {
        FixedScope scope = FixedScope.of(session.subscription(), "lab");
        String key = "demo/7/" + ++calls;
        return StepOperations.of(step, new CalledScope(scope, key));
    }

    Map<String, Object> run(AzureDeployStep step) throws Exception {
        return session.run(operation(step));
    }

    int puts() {
        return cloud.sandbox.requests().matching("PUT", DEPLOYMENT).size();
    }

    int status(String identity) {
        return cloud.get(cloud.group("lab") + IDENTITIES + identity, "2023-01-31")
                .status();
    }
}
