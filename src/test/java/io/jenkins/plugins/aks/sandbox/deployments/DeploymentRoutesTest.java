package io.jenkins.plugins.aks.sandbox.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeploymentRoutesTest extends DeploymentTestBase {

    @Test
    void aTemplateMakesItsResourcesInOrderAndGivesOutputs() {
        String members = "'parameters':{'prefix':{'type':'string','minLength':2}},"
                + "'variables':{'first':'[concat(parameters(~prefix~), ~-one~)]'},'resources':["
                + "{'type':'Microsoft.ManagedIdentity/userAssignedIdentities','apiVersion':'2023-01-31',"
                + "'name':'[concat(parameters(~prefix~), ~-two~)]','location':'[resourceGroup().location]',"
                + "'tags':{'first':'[reference(variables(~first~)).principalId]'}},"
                + identity("[variables(~first~)]") + "],"
                + "'outputs':{'principal':{'type':'string','value':'[reference(variables(~first~)).principalId]'},"
                + "'all':{'type':'object','value':'[reference(variables(~first~), ~2023-01-31~, ~Full~)]'},"
                + "'ids':{'type':'array','copy':{'count':2,'input':'[copyIndex()]'}},"
                + "'not':{'type':'string','condition':false,'value':'x'},"
                + "'hidden':{'type':'securestring','value':'s3cret'}}";

        Answer accepted = send("PUT", path("d1"), members, "{'prefix':{'value':'id'}}");

        assertThat(accepted.status()).isEqualTo(201);
        assertThat(accepted.text("/properties/provisioningState")).isEqualTo("Accepted");
        Answer ended = ended("d1");
        assertThat(ended.text("/properties/provisioningState")).isEqualTo("Succeeded");
        String principal = cloud.get(identityPath("id-one"), "2023-01-31").text("/properties/principalId");
        assertThat(ended.text("/properties/outputs/principal/value")).isEqualTo(principal);
        assertThat(ended.text("/properties/outputs/all/value/location")).isEqualTo("westeurope");
        assertThat(ended.at("/properties/outputs/ids/value").toString()).isEqualTo("[0,1]");
        assertThat(ended.at("/properties/outputs").has("not")).isFalse();
        assertThat(ended.body().toString()).doesNotContain("s3cret");
        assertThat(ended.at("/properties/outputResources")).hasSize(2);
        assertThat(cloud.get(identityPath("id-two"), "2023-01-31").text("/tags/first"))
                .isEqualTo(principal);
    }

    @Test
    void theSameTemplateHasTheSameHashAndValidatingMakesNothing() {
        String members = "'resources':[" + identity("one") + "]";
        Answer first = send("POST", path("d1") + "/validate", members, "{}");
        Answer second = send("POST", path("d2") + "/validate", members, "{}");
        Answer other = send("POST", path("d1") + "/validate", "'resources':[" + identity("two") + "]", "{}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/properties/templateHash"))
                .matches("\\d+")
                .isEqualTo(second.text("/properties/templateHash"))
                .isNotEqualTo(other.text("/properties/templateHash"));
        assertThat(first.text("/properties/validatedResources/0/id")).isEqualTo(identityPath("one"));
        assertThat(cloud.get(path("d1"), API).status()).isEqualTo(404);
        assertThat(cloud.get(identityPath("one"), "2023-01-31").status()).isEqualTo(404);
    }

    @Test
    void loopsConditionsAndSymbolicNames() {
        String members = "'languageVersion':'2.0','resources':{"
                + "'many':{'type':'Microsoft.ManagedIdentity/userAssignedIdentities','apiVersion':'2023-01-31',"
                + "'copy':{'name':'many','count':3,'mode':'serial','batchSize':1},'location':'westeurope',"
                + "'name':'[format(~m{0}x~, copyIndex())]'},"
                + "'never':{'condition':'[equals(1, 2)]','type':'Microsoft.ManagedIdentity/userAssignedIdentities',"
                + "'apiVersion':'2023-01-31','name':'never','location':'westeurope'},"
                + "'old':{'existing':true,'type':'Microsoft.ManagedIdentity/userAssignedIdentities',"
                + "'apiVersion':'2023-01-31','name':'m0x','dependsOn':['many','never']}},"
                + "'outputs':{'second':{'type':'string','value':'[reference(~many[1]~).clientId]'},"
                + "'old':{'type':'string','value':'[reference(~old~).clientId]'}}";
        deploy("d1", members);

        Answer ended = ended("d1");

        assertThat(ended.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(ended.text("/properties/outputs/second/value"))
                .isEqualTo(cloud.get(identityPath("m1x"), "2023-01-31").text("/properties/clientId"));
        assertThat(ended.text("/properties/outputs/old/value"))
                .isEqualTo(cloud.get(identityPath("m0x"), "2023-01-31").text("/properties/clientId"));
        assertThat(cloud.get(identityPath("never"), "2023-01-31").status()).isEqualTo(404);
    }

    @Test
    void nestedDeploymentsOfBothScopes() {
        String nested =
                "{'type':'Microsoft.Resources/deployments','apiVersion':'2022-09-01','name':'NAME','properties':{"
                        + "'mode':'Incremental','expressionEvaluationOptions':{'scope':'SCOPE'},'parameters':PARAMETERS,"
                        + "'template':{'$schema':'x','contentVersion':'1.0.0.0',MEMBERS}}}";
        String inner = nested.replace("NAME", "inner")
                .replace("SCOPE", "inner")
                .replace("PARAMETERS", "{'name':{'value':'[variables(~theirs~)]'}}")
                .replace(
                        "MEMBERS",
                        "'parameters':{'name':{'type':'string'}},'resources':[" + identity("[parameters(~name~)]")
                                + "],'outputs':{'id':{'type':'string','value':"
                                + "'[resourceId(~Microsoft.ManagedIdentity/userAssignedIdentities~, parameters(~name~))]'}}");
        String outer = nested.replace("NAME", "outer")
                .replace("SCOPE", "outer")
                .replace("PARAMETERS", "{}")
                .replace("MEMBERS", "'resources':[" + identity("[concat(variables(~theirs~), ~-o~)]") + "]");
        deploy(
                "d1",
                "'variables':{'theirs':'nested'},'resources':[" + inner + "," + outer + "],"
                        + "'outputs':{'id':{'type':'string','value':'[reference(~inner~).outputs.id.value]'}}");

        Answer ended = ended("d1");

        assertThat(ended.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(ended.text("/properties/outputs/id/value")).isEqualTo(identityPath("nested"));
        assertThat(cloud.get(identityPath("nested-o"), "2023-01-31").status()).isEqualTo(200);
        assertThat(ended.at("/properties/outputResources")).hasSize(2);
        assertThat(cloud.get(path("inner"), API).text("/properties/provisioningState"))
                .isEqualTo("Succeeded");
    }

    @Test
    void aResourceThatIsRefusedFailsTheDeploymentAndWhatDependsOnItIsNotMade() {
        String second = identity("second").replace("'name'", "'dependsOn':['x!'],'name'");
        deploy("d1", "'resources':[" + identity("x!") + "," + second + "," + identity("third") + "]");

        Answer ended = ended("d1");

        assertThat(ended.text("/properties/provisioningState")).isEqualTo("Failed");
        assertThat(ended.text("/properties/error/code")).isEqualTo("DeploymentFailed");
        assertThat(ended.text("/properties/error/details/0/message")).contains("The identity name 'x!' is invalid");
        assertThat(cloud.get(identityPath("second"), "2023-01-31").status()).isEqualTo(404);
        assertThat(cloud.get(identityPath("third"), "2023-01-31").status()).isEqualTo(200);
        Answer operations = cloud.get(path("d1") + "/operations", API);
        assertThat(operations.at("/value")).hasSize(2);
        assertThat(operations.body().toString())
                .contains("\"statusCode\":\"BadRequest\"")
                .contains("\"resourceName\":\"x!\"")
                .contains("\"statusMessage\":{\"status\":\"Failed\",\"error\":{\"code\":\"BadRequest\"");
        assertThat(cloud.get(cloud.group("lab") + "/deployments/d1/operations", API)
                        .body())
                .isEqualTo(operations.body());
        String one = operations.text("/value/0/operationId");
        assertThat(cloud.get(path("d1") + "/operations/" + one, API).status()).isEqualTo(200);
    }

    @Test
    void theFaultScriptHoldsForWhatADeploymentAsksFor() {
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/one1").refusing(403, "AuthorizationFailed", "no right"));
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/two2").throttling(1));
        deploy("d1", "'resources':[" + identity("one1") + "," + identity("two2") + "]");

        assertThat(ended("d1").text("/properties/error/details/0/code")).isEqualTo("AuthorizationFailed");
        assertThat(cloud.get(identityPath("two2"), "2023-01-31").status())
                .as("tried again after 429")
                .isEqualTo(200);
    }

    @Test
    void aDeploymentCanBeCancelledOnce() {
        deploy("d1", "'resources':[" + identity("one") + "]");
        assertThat(send("PUT", path("d1"), "'resources':[]", "{}").text("/error/code"))
                .isEqualTo("DeploymentActive");

        assertThat(cloud.post(path("d1") + "/cancel", API).status()).isEqualTo(204);

        assertThat(ended("d1").text("/properties/provisioningState")).isEqualTo("Canceled");
        assertThat(cloud.get(identityPath("one"), "2023-01-31").status()).isEqualTo(404);
        assertThat(cloud.post(path("d1") + "/cancel", API).text("/error/code"))
                .isEqualTo("DeploymentCannotBeCancelled");
        assertThat(cloud.delete(path("d1"), API).status()).isEqualTo(204);
        assertThat(cloud.get(path("d1"), API).text("/error/code")).isEqualTo("DeploymentNotFound");
    }

    @Test
    void aKilledSandboxGoesOn() {
        String second = identity("second").replace("'name'", "'dependsOn':['first'],'name'");
        deploy("d1", "'resources':[" + identity("first") + "," + second + "]");
        cloud.pass(Duration.ofSeconds(6));
        assertThat(cloud.get(identityPath("first"), "2023-01-31").status()).isEqualTo(200);
        assertThat(cloud.get(path("d1"), API).text("/properties/provisioningState"))
                .isEqualTo("Running");
        var clock = cloud.clock;
        cloud.close();
        cloud = SimulatedCloud.in(directory, clock);

        assertThat(ended("d1").text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(cloud.get(identityPath("second"), "2023-01-31").status()).isEqualTo(200);
    }

    @Test
    void theModeCompleteDeletesWhatTheTemplateLacks() {
        cloud.put(identityPath("stranger"), "2023-01-31", "{'location':'westeurope'}");
        cloud.json(
                "PUT",
                path("d1"),
                API,
                body("'resources':[" + identity("one") + "]", "{}").replace("Incremental", "Complete"));

        assertThat(ended("d1").text("/properties/mode")).isEqualTo("Complete");
        assertThat(cloud.get(identityPath("stranger"), "2023-01-31").status()).isEqualTo(404);
        assertThat(cloud.get(identityPath("one"), "2023-01-31").status()).isEqualTo(200);
    }

    @Test
    void deploymentsAreNoResourcesOfTheGroup() {
        deploy("d1", "'resources':[" + identity("one") + "]");
        ended("d1");

        Answer resources = cloud.get(cloud.group("lab") + "/resources", SimulatedCloud.RESOURCES);
        assertThat(resources.at("/value")).hasSize(1);
        assertThat(cloud.get(path("x").replaceAll("/x$", ""), API).at("/value")).hasSize(1);
    }
}
