package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.kit.DyingJournal;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code azureDeploy} through the real clients against the sandbox. */
class AzureDeploySandboxTest extends AzureDeployTestBase {
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
