package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code azureDeploy} is given, and what the service finds of it: files, secrets, validation. */
class AzureDeployInputsTest extends AzureDeployTestBase {
    @Test
    void aSecretIsSentAndNeverSaid() throws Exception {
        AzureDeployStep step = step("'parameters':{'password':{'type':'securestring','maxLength':20}},'resources':["
                + identity("[parameters(~password~)]") + "],"
                + "'outputs':{'length':{'type':'int','value':'[length(parameters(~password~))]'}}");
        step.setSecureParameters(Map.of("password", "PASSWORD"));
        session.variables.put("PASSWORD", "hunter2-is-secret");

        Map<String, Object> result = run(step);
        assertThat(result).containsEntry("outputs", Map.of("length", 17)).containsEntry("changed", true);
        assertThat(run(step)).as("a secret may have changed").containsEntry("changed", true);

        session.variables.put("PASSWORD", "no name: so secret");
        MemoryJournal journal = new MemoryJournal();
        assertThatThrownBy(() -> session.run(operation(step), journal))
                .hasMessageContaining("The identity name '****' is invalid")
                .satisfies(e -> assertThat(e.getCause()).isNull())
                .satisfies(e ->
                        assertThat(((OperationException) e).data().toString()).doesNotContain("so secret"));
        assertThat(journal.saved().toString()).doesNotContain("so secret");
        assertThat(session.log).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void aSecretWithoutAVariableIsRefused() {
        AzureDeployStep step = step("'parameters':{'password':{'type':'securestring'}},'resources':[]");
        step.setSecureParameters(Map.of("password", "PASSWORD"));

        assertThatThrownBy(() -> run(step))
                .hasMessageContaining("secureParameters.password: 'PASSWORD' was given")
                .hasMessageContaining("withCredentials");
        assertThat(session.gate.writes()).isEmpty();
    }

    @Test
    void readsTemplateAndParametersInTheWorkspace() throws Exception {
        AzureDeployStep text = named("one");
        AzureDeployStep step = new AzureDeployStep();
        step.setFile("infra/main.json");
        step.setParametersFile("infra/main.parameters.json");
        step.setName("azureDeploy");
        session.files.put("infra/main.json", text.getTemplate());
        session.files.put("infra/main.parameters.json", "{/* lab */ \"parameters\": {\"name\": {\"value\": \"one\"}}}");

        assertThat(run(step)).containsEntry("changed", true);
        assertThat(run(text)).as("the same as from the text").containsEntry("changed", false);
        step.setParameters(Map.of("name", "two"));
        assertThat(run(step)).containsEntry("changed", true);
        assertThat(status("two")).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': {'value': 'x'}}                 | Put the values under 'parameters'",
                "{'parameters': {'name': 'x'}}            | main.parameters.json, name",
                "{'parameters': {'name': {'value': 7}}}   | parameters.name: '7' was given; allowed: text",
                "{'parameters': {'nam': {'value': 'x'}}}  | 'nam' was given; allowed: name",
                "{'parameters': {'name': hunter2}}        | It is no JSON at line 1, column",
                "{}                                       | Put the values under 'parameters'",
            })
    void aWrongParametersFileIsRefusedBeforeAnythingIsSent(String json, String why) {
        AzureDeployStep step = named("one");
        step.setParameters(Map.of());
        step.setParametersFile("main.parameters.json");
        session.files.put("main.parameters.json", json.replace('\'', '"'));

        assertThatThrownBy(() -> run(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
        assertThat(session.gate.writes()).isEmpty();
        assertThat(cloud.sandbox.requests().matching("POST", ".*/validate")).isEmpty();
    }

    @Test
    void aFileWithBicepInItIsTold() {
        AzureDeployStep step = new AzureDeployStep();
        step.setFile("infra/main.json");
        session.files.put("infra/main.json", "targetScope = 'resourceGroup'\nparam location string = 'x'\n");

        assertThatThrownBy(() -> run(step)).hasMessageContaining("az bicep build --file infra/main.bicep");
    }

    @Test
    void afterTheDeploymentWasSentTheFileIsNotNeededAnyMore() throws Exception {
        AzureDeployStep step = new AzureDeployStep();
        step.setFile("main.json");
        step.setName("azureDeploy");
        step.setParameters(Map.of("name", "one"));
        session.files.put("main.json", named("one").getTemplate());
        Operation<AksSession> operation = operation(step);
        MemoryJournal journal = new MemoryJournal();
        while (puts() == 0) {
            operation.advance(session, journal);
        }
        session.files.put("main.json", "gone");

        assertThat(session.run(operation, journal.reopen())).containsEntry("changed", true);
    }

    @Test
    void aValidationThatTakesItsTimeIsFollowed() throws Exception {
        String url =
                cloud.sandbox.url() + cloud.group("lab") + "/validationResult?api-version=" + SimulatedCloud.RESOURCES;
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", DEPLOYMENT + "/validate")
                        .answering(202, Map.of("Location", url, "Retry-After", "1"), null));
        cloud.sandbox.faults().add(FaultRule.on("GET", ".*/validationResult").answering(202, Map.of(), null));
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", ".*/validationResult")
                        .named("done")
                        .from(2)
                        .answering(200, Map.of(), Json.object().put("name", "azureDeploy")));

        assertThat(run(named("one"))).containsEntry("changed", true);

        assertThat(cloud.sandbox.requests().matching("POST", DEPLOYMENT + "/validate"))
                .hasSize(1);
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void aValidationWhoseErrorHasAGoodStatusIsAnErrorToo() {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("code", "InvalidTemplateDeployment")
                .put("message", "not valid")
                .putArray("details")
                .addObject()
                .put("code", "SkuNotAvailable")
                .put("message", "no such size here");
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", DEPLOYMENT + "/validate").answering(200, Map.of(), body));

        assertThatThrownBy(() -> run(named("one")))
                .hasMessageContaining("InvalidTemplateDeployment: not valid SkuNotAvailable: no such size here");
        assertThat(session.gate.writes()).isEmpty();
    }
}
