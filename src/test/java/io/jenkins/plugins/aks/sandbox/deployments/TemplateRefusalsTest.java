package io.jenkins.plugins.aks.sandbox.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is made, by validating and by deploying alike. */
class TemplateRefusalsTest extends DeploymentTestBase {

    private void refused(String members, String parameters, String code, String... texts) {
        Answer validated = send("POST", path("d1") + "/validate", members, parameters);
        Answer put = send("PUT", path("d1"), members, parameters);
        assertThat(validated.status()).isEqualTo(400);
        assertThat(put.status()).isEqualTo(400);
        assertThat(put.text("/error/code")).isEqualTo(code);
        assertThat(validated.body().toString()).isEqualTo(put.body().toString()).contains(texts);
        assertThat(cloud.get(path("d1"), API).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                         | The value for the template parameter 'size' is not provided",
                "{'size':{'value':'3'}}     | Template parameter JToken type is not valid. Expected 'int'. Actual 'String'",
                "{'size':{'value':9}}       | The value should be less than or equal to '5'",
                "{'size':{'value':1},'sku':{'value':'c'}} | The value 'c' is not part of the allowed value(s): 'a,b'",
                "{'size':{'value':1},'x':{'value':1}}     | The template parameters 'x' in the parameters file are not valid",
                "{'size':3}                 | must be an object with the property 'value'",
            })
    void aParameterThatDoesNotFit(String parameters, String why) {
        refused(
                "'parameters':{'size':{'type':'int','maxValue':5},"
                        + "'sku':{'type':'string','defaultValue':'a','allowedValues':['a','b']}},'resources':[]",
                parameters,
                "InvalidTemplate",
                "Deployment template validation failed",
                why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'recources':[]             | Could not find member 'recources' on object of type 'Template'",
                "'variables':{}             | Required property 'resources' not found in JSON",
                "'variables':[],'resources':[] | Cannot deserialize the section 'variables'",
                "'resources':[{'type':'A.B/c','name':'x','apiVersion':'1','propertys':{}}] | Could not find member 'propertys' on object of type 'TemplateResource'. Path 'resources/0', at line '1' and column",
                "'resources':[{'type':'A.B/c','name':'x'}] | Required property 'apiVersion' not found",
                "'resources':[{'type':'A.B/c/d','name':'x','apiVersion':'1'}] | has incorrect segment lengths",
                "'resources':[{'type':'A.B/c','name':'[nope()]','apiVersion':'1'}] | The template function 'nope' is not valid",
                "'resources':[{'type':'A.B/c','name':'x','apiVersion':'1','dependsOn':['y']}] | The resource 'y' is not defined in the template",
                "'resources':[{'type':'A.B/c','name':'x','apiVersion':'1'},{'type':'A.B/c','name':'X','apiVersion':'1'}] | is defined multiple times in a template",
                "'resources':[{'type':'A.B/c','name':'x','apiVersion':'1','dependsOn':['y']},{'type':'A.B/c','name':'y','apiVersion':'1','dependsOn':['x']}] | Circular dependency detected on resource",
                "'resources':[{'type':'A.B/c','name':'x','apiVersion':'1','condition':'yes'}] | must be of type 'Boolean'",
                "'resources':[{'type':'A.B/c','name':'x','apiVersion':'1','properties':{'a':'[variables(~b~)]'}}] | The template variable 'b' is not found",
            })
    void aTemplateThatIsWrong(String members, String why) {
        refused(members, "{}", "InvalidTemplate", why);
    }

    @Test
    void typesAndVersionsThatThereAreNot() {
        refused(
                "'resources':[" + identity("one").replace("2023-01-31", "1999-01-01") + "]",
                "{}",
                "InvalidTemplateDeployment",
                "NoRegisteredProviderFound",
                "'2024-11-30, 2023-01-31, 2022-01-31-preview, 2018-11-30'");
        refused(
                "'resources':[" + identity("one").replace("userAssignedIdentities", "identities") + "]",
                "{}",
                "InvalidTemplateDeployment",
                "InvalidResourceType");
        refused(
                "'resources':[" + identity("one").replace("Microsoft.ManagedIdentity", "Contoso.Identity") + "]",
                "{}",
                "InvalidTemplateDeployment",
                "InvalidResourceNamespace");
    }

    @Test
    void whatIsNoDeployment() {
        assertThat(cloud.put(path("d1"), API, "{'properties':{'mode':'Sometimes','template':{}}}")
                        .text("/error/message"))
                .contains("not one of Incremental, Complete");
        assertThat(cloud.put(path("d1"), API, "{'properties':{'template':{}}}").text("/error/code"))
                .isEqualTo("InvalidDeployment");
        assertThat(cloud.put(path("d1"), API, "{'properties':{'mode':'Incremental','templateLink':{'uri':'x'}}}")
                        .text("/error/code"))
                .isEqualTo("InvalidContentLink");
        assertThat(cloud.put(path("d!"), API, "{'properties':{'mode':'Incremental'}}")
                        .text("/error/code"))
                .isEqualTo("InvalidDeploymentName");
    }

    @Test
    void anOutputThatCannotBeToldFailsTheDeployment() {
        deploy(
                "d1",
                "'resources':[" + identity("one") + "],"
                        + "'outputs':{'x':{'type':'string','value':'[reference(~one~).nope]'}}");

        Answer ended = ended("d1");
        assertThat(ended.text("/properties/error/code")).isEqualTo("DeploymentOutputEvaluationFailed");
        assertThat(ended.text("/properties/error/details/0/message")).contains("property 'nope' doesn't exist");
    }

    @Test
    void aRequestAsTheAzureCliWritesIt() {
        String cli = "{\"properties\": {template:{ // a comment\n \"$schema\": \"x\", \"contentVersion\": \"1.0.0.0\","
                + " \"variables\": {\"two\": \"lines\n\"}, \"resources\": []}, \"mode\": \"incremental\"}}";
        assertThat(cloud.json("POST", path("d1") + "/validate", API, cli).status())
                .isEqualTo(200);
        assertThat(cloud.json("POST", path("d1") + "/validate", API, "{\"properties\": {template:{]")
                        .message())
                .contains("could not be deserialized", "line 1");
    }
}
