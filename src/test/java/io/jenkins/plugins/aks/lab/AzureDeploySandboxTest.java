package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code azureDeploy} through the real clients against the sandbox. */
class AzureDeploySandboxTest {
    private static final String DEPLOYMENT = ".*/deployments/azureDeploy";
    private static final String IDENTITIES = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
    private static final String IDENTITY = "{'type':'Microsoft.ManagedIdentity/userAssignedIdentities',"
            + "'apiVersion':'2023-01-31','name':'NAME','location':'[resourceGroup().location]'}";
    private static final String START = "{'$schema':'https://schema.management.azure.com/schemas/2019-04-01/"
            + "deploymentTemplate.json#','contentVersion':'1.0.0.0',";

    private SimulatedCloud cloud;
    private SandboxSession session;
    private int calls;

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

    private static String identity(String name) {
        return IDENTITY.replace("NAME", name);
    }

    private static AzureDeployStep step(String members) {
        AzureDeployStep step = new AzureDeployStep();
        step.setTemplate((START + members + "}").replace('\'', '"').replace('~', '\''));
        return step;
    }

    private static AzureDeployStep named(String name) {
        AzureDeployStep step = step("'parameters':{'name':{'type':'string'}},'resources':["
                + identity("[parameters(~name~)]")
                + "],'outputs':{'principal':{'type':'string','value':'[reference(parameters(~name~)).principalId]'},"
                + "'size':{'type':'int','value':3},'list':{'type':'array','value':['a',{'b':true}]},"
                + "'secret':{'type':'securestring','value':'x'}}");
        step.setParameters(Map.of("name", name));
        return step;
    }

    private Operation<AksSession> operation(AzureDeployStep step) throws Exception {
        FixedScope scope = FixedScope.of(session.subscription(), "lab");
        String key = "demo/7/" + ++calls;
        return StepOperations.of(step, new CalledScope(scope, key));
    }

    private Map<String, Object> run(AzureDeployStep step) throws Exception {
        return session.run(operation(step));
    }

    private int puts() {
        return cloud.sandbox.requests().matching("PUT", DEPLOYMENT).size();
    }

    private int status(String identity) {
        return cloud.get(cloud.group("lab") + IDENTITIES + identity, "2023-01-31")
                .status();
    }

    @Test
    void deploysAndReturnsPlainOutputs() throws Exception {
        Map<String, Object> result = run(named("one"));

        String principal =
                cloud.get(cloud.group("lab") + IDENTITIES + "one", "2023-01-31").text("/properties/principalId");
        assertThat(result)
                .containsEntry("name", "azureDeploy")
                .containsEntry("changed", true)
                .containsEntry(
                        "outputs", Map.of("principal", principal, "size", 3, "list", List.of("a", Map.of("b", true))))
                .containsEntry("resources", List.of(cloud.group("lab") + IDENTITIES + "one"));
        var deployment = cloud.get(String.valueOf(result.get("id")), SimulatedCloud.RESOURCES);
        assertThat(deployment.text("/tags/created-by")).isEqualTo("aks-pipeline-steps");
        assertThat(deployment.text("/tags/build-step")).isEqualTo("demo/7/1");
    }

    @Test
    void theSecondRunWritesNothingAndReturnsTheSame() throws Exception {
        Map<String, Object> first = run(named("one"));
        int writes = session.gate.writes().size();

        Map<String, Object> second = run(named("one"));

        assertThat(second).containsEntry("changed", false).containsEntry("outputs", first.get("outputs"));
        assertThat(session.gate.writes()).hasSize(writes);
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void anotherValueOrTemplateOrForceDeploysAgain() throws Exception {
        run(named("one"));
        assertThat(run(named("two"))).containsEntry("changed", true);
        assertThat(run(step("'resources':[" + identity("two") + "]"))).containsEntry("changed", true);
        AzureDeployStep forced = step("'resources':[" + identity("two") + "]");
        forced.setForce(true);
        assertThat(run(forced)).containsEntry("changed", true);
        assertThat(puts()).isEqualTo(4);
        assertThat(status("one")).as("incremental").isEqualTo(200);
    }

    @Test
    void whatWasDeletedByHandIsDeployedAgain() throws Exception {
        run(named("one"));
        cloud.delete(cloud.group("lab") + IDENTITIES + "one", "2023-01-31");

        assertThat(run(named("one"))).containsEntry("changed", true);

        assertThat(status("one")).isEqualTo(200);
        assertThat(session.log).anyMatch(line -> line.contains("userAssignedIdentities one is gone, deploying again"));
    }

    @Test
    void namesEachResourceThatFailedInNestedDeploymentsToo() {
        String nested = "{'type':'Microsoft.Resources/deployments','apiVersion':'2022-09-01','name':'inner',"
                + "'properties':{'mode':'Incremental','expressionEvaluationOptions':{'scope':'inner'},'template':"
                + START
                + "'resources':[" + identity("deep!") + "]}}}";

        assertThatThrownBy(() ->
                        run(step("'resources':[" + nested + "," + identity("flat!") + "," + identity("good") + "]")))
                .isInstanceOfSatisfying(ArmException.class, e -> {
                    assertThat(e.code()).isEqualTo("BadRequest");
                    assertThat(e.data()).containsKey("correlationId");
                })
                .hasMessageContaining("deployment azureDeploy failed: 2 resources")
                .hasMessageContaining("userAssignedIdentities deep!: BadRequest: The identity name 'deep!' is invalid")
                .hasMessageContaining("userAssignedIdentities flat!: BadRequest: The identity name 'flat!' is invalid")
                .hasMessageContaining("run the step again");
        assertThat(status("good")).isEqualTo(200);
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void aFailedDeploymentIsDeployedAgainByTheNextRun() throws Exception {
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/one").refusing(409, "Strange", "not today"));
        assertThatThrownBy(() -> run(named("one"))).hasMessageContaining("Strange: not today");

        assertThat(run(named("one"))).containsEntry("changed", true);
        assertThat(status("one")).isEqualTo(200);
    }

    @Test
    void whatTheServiceFindsWrongIsSaidBeforeAnythingIsWritten() {
        AzureDeployStep wrong = step("'resources':[" + identity("one").replace("2023-01-31", "1999-01-01") + "]");

        assertThatThrownBy(() -> run(wrong))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("InvalidTemplateDeployment"))
                .hasMessageContaining("NoRegisteredProviderFound: No registered resource provider found")
                .hasMessageContaining("supported api-versions are '2024-11-30");
        assertThat(session.gate.writes()).isEmpty();
    }

    @Test
    void aMissingGroupIsNamed() {
        assertThatThrownBy(() ->
                        session.run(StepOperations.of(named("one"), FixedScope.of(session.subscription(), "nowhere"))))
                .hasMessageContaining("Resource group 'nowhere' could not be found")
                .hasMessageContaining("azureGroup");
    }

    @Test
    void aLostAnswerDeploysNothingTwice() throws Exception {
        cloud.sandbox.faults().add(FaultRule.on("PUT", DEPLOYMENT).cutting(Cut.AFTER_EFFECT));
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", DEPLOYMENT + "/validate").cutting(Cut.BEFORE_EFFECT));

        assertThat(run(named("one"))).containsEntry("changed", true);

        assertThat(puts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void killedAtAnySaveItDeploysOnce(int save) throws Exception {
        Operation<AksSession> operation = operation(named("one"));
        DyingJournal dying = new DyingJournal(new MemoryJournal(), save);
        try {
            for (int i = 0; i < 40 && !(operation.advance(session, dying) instanceof Turn.Done); i++) {
                cloud.pass(Duration.ofSeconds(10));
            }
        } catch (DyingJournal.Died died) {
            assertThat(died).hasMessage("killed at save " + save);
        }

        Map<String, Object> result = session.run(operation, dying.reopen());

        assertThat(result).extracting("outputs.size").isEqualTo(3);
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void waitsForADeploymentOfTheSameNameThatSomebodyElseRuns() throws Exception {
        Operation<AksSession> other = operation(named("one"));
        MemoryJournal journal = new MemoryJournal();
        while (puts() == 0) {
            other.advance(session, journal);
        }

        assertThat(run(named("two"))).containsEntry("changed", true);

        assertThat(status("one")).isEqualTo(200);
        assertThat(status("two")).isEqualTo(200);
    }

    @Test
    void stoppingCancelsTheDeployment() throws Exception {
        Operation<AksSession> operation = operation(named("one"));
        MemoryJournal journal = new MemoryJournal();
        while (puts() == 0) {
            operation.advance(session, journal);
        }
        Turn turn = operation.abort(session, journal, OnAbort.CANCEL);
        while (turn instanceof Turn.Again again) {
            cloud.clock.advance(again.after());
            turn = operation.abort(session, journal, OnAbort.CANCEL);
        }

        assertThat(((Turn.Done) turn).result())
                .containsEntry("left", "deployment azureDeploy is Canceled; what it made is still there");
        assertThat(cloud.sandbox.requests().matching("POST", DEPLOYMENT + "/cancel"))
                .hasSize(1);
        assertThat(status("one")).isEqualTo(404);
    }

    @Test
    void stoppingBeforeAnythingWasSentChangesNothing() throws Exception {
        Turn turn = operation(named("one")).abort(session, new MemoryJournal(), OnAbort.DELETE);

        assertThat(((Turn.Done) turn).result()).containsEntry("left", "deployment azureDeploy was not changed");
    }

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
    void theModeCompleteDeletesOnlyWhatIsOurs() throws Exception {
        cloud.put(cloud.group("lab") + IDENTITIES + "theirs", "2023-01-31", "{'location':'westeurope'}");
        AzureDeployStep step = step("'resources':[" + identity("one") + "]");
        step.setMode("complete");
        assertThatThrownBy(() -> run(step))
                .hasMessageContaining("would delete Microsoft.ManagedIdentity/userAssignedIdentities theirs")
                .hasMessageContaining("nothing was deployed");
        assertThat(session.gate.writes()).isEmpty();

        cloud.put(
                cloud.group("lab") + IDENTITIES + "theirs",
                "2023-01-31",
                "{'location':'westeurope','tags':{'created-by':'aks-pipeline-steps'}}");
        assertThat(run(step)).containsEntry("changed", true);
        assertThat(session.log).anyMatch(line -> line.contains("Mode Complete will delete"));
        assertThat(status("theirs")).isEqualTo(404);
        assertThat(run(step)).containsEntry("changed", false);
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

    @Test
    void aReasonThatIsJsonInAStringIsRead() {
        ObjectNode operations = Json.object();
        operations
                .putArray("value")
                .addObject()
                .putObject("properties")
                .put("provisioningState", "Failed")
                .put("statusMessage", "{\"error\": {\"code\": \"Deep\", \"message\": \"the reason\"}}")
                .putObject("targetResource")
                .put("resourceType", "A.B/c")
                .put("resourceName", "n");
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/one").refusing(400, "Bad", "x"));
        cloud.sandbox.faults().add(FaultRule.on("GET", ".*/operations").always().answering(200, Map.of(), operations));

        assertThatThrownBy(() -> run(named("one"))).hasMessageContaining("A.B/c n: Deep: the reason");
    }

    @Test
    void saysWhatIsWaitedFor() throws Exception {
        String slow = identity("second").replace("'name'", "'dependsOn':['first'],'name'");
        Operation<AksSession> operation = operation(step("'resources':[" + identity("first") + "," + slow + "]"));
        MemoryJournal journal = new MemoryJournal();
        List<String> waits = new ArrayList<>();
        for (Turn turn = operation.advance(session, journal);
                turn instanceof Turn.Again again;
                turn = operation.advance(session, journal)) {
            waits.add(again.waitingFor());
            cloud.pass(Duration.ofSeconds(6));
        }

        assertThat(waits).contains("deployment azureDeploy: 1 of 1 resources begun are made");
    }
}
