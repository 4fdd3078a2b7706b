package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.GROUP;
import static io.jenkins.plugins.aks.azure.ArmKit.HOST;
import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.aks.azure.LongRunning.Finished;
import io.jenkins.plugins.aks.azure.LongRunning.Progress;
import io.jenkins.plugins.aks.azure.LongRunning.Running;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongRunningTest {
    private static final String OPERATION = HOST + "/operations/op1?api-version=x";

    private final ArmKit kit = new ArmKit();

    @Test
    void followsAnAzureAsyncOperation() throws Exception {
        accept("PUT", 201, "{'properties':{'provisioningState':'Creating'}}", "azure-asyncoperation", OPERATION);
        kit.answer(200, "{'status':'InProgress'}", "Retry-After", "7").answer(200, "{'status':'Succeeded'}");

        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(7), "InProgress"));
        assertThat(poll()).isInstanceOf(Finished.class);
        assertThat(LongRunning.isPending(kit.journal)).isFalse();
        assertThat(kit.http.lines()).containsOnly("GET /operations/op1?api-version=x");
    }

    @Test
    void goesOnAfterARestartInTheMiddle() throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(200, "{'status':'InProgress'}");
        poll();

        kit.restart();

        assertThat(LongRunning.isPending(kit.journal)).isTrue();
        kit.answer(200, "{'status':'Succeeded'}");
        assertThat(poll()).isInstanceOf(Finished.class);
        kit.restart();
        assertThat(LongRunning.isPending(kit.journal)).isFalse();
    }

    @Test
    void waitsHalfAMinuteForAksWhereTheServiceSaysNothing() throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(200, "{'status':'InProgress'}");
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(30), "InProgress"));
    }

    @ParameterizedTest
    @CsvSource({"'Sun, 22 Nov 2026 10:00:45 GMT', 45", "0, 1", "120, 120", "rubbish, 30"})
    void waitsAsTold(String header, int seconds) throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(200, "{'status':'InProgress'}", "Retry-After", header);
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(seconds), "InProgress"));
    }

    @Test
    void aFailedOperationTellsTheServicesReason() throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION, "x-ms-correlation-request-id", "c-9");
        kit.answer(
                200, "{'status':'Failed','error':{'code':'SkuNotAvailable','message':'not here','target':'vmSize'}}");

        ArmException e = catchThrowableOfType(ArmException.class, this::poll);

        assertThat(e.code()).isEqualTo("SkuNotAvailable");
        assertThat(e.status()).isEqualTo(200);
        assertThat(e.target()).contains("vmSize");
        assertThat(e.correlationId()).contains("c-9");
        assertThat(e).hasMessageContaining("PUT failed").hasMessageContaining("not here");
        assertThat(LongRunning.isPending(kit.journal.reopen())).isFalse();
    }

    @Test
    void asksTheResourceForTheReasonThatTheOperationDoesNotTell() throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(200, "{'status':'Failed'}")
                .answer(
                        200,
                        "{'properties':{'provisioningState':'Failed',"
                                + "'status':{'provisioningError':{'code':'SubnetFull','message':'no address left'}}}}");
        assertThatThrownBy(this::poll).isInstanceOfSatisfying(ArmException.class, e -> assertThat(e.code())
                .isEqualTo("SubnetFull"));
    }

    @ParameterizedTest
    @CsvSource({"Canceled", "Cancelled", "canceled"})
    void aCancelledOperationIsAFailure(String state) throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(200, "{'status':'" + state + "'}").answer(404, "{}");
        assertThatThrownBy(this::poll)
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("the operation ended as " + state);
    }

    @Test
    void followsALocationUntilItGivesAResult() throws Exception {
        accept("POST", 202, "", "location", OPERATION);
        kit.answer(202, "", "Retry-After", "3").answer(200, "{'value':42}");
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(3), "in progress"));
        assertThat(poll()).isEqualTo(new Finished(json("{'value':42}")));
    }

    @Test
    void aLocationMayEndWithoutContent() throws Exception {
        accept("DELETE", 202, "", "location", OPERATION);
        kit.answer(204, "");
        assertThat(poll()).isEqualTo(new Finished(json("{}")));
    }

    @Test
    void aLocationMayShowTheResourceStillInProgress() throws Exception {
        accept("PUT", 202, "", "location", OPERATION);
        kit.answer(200, "{'properties':{'provisioningState':'Updating'}}")
                .answer(200, "{'properties':{'provisioningState':'Succeeded'}}");
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(30), "Updating"));
        assertThat(poll()).isInstanceOf(Finished.class);
    }

    @Test
    void aLocationThatAnswersARefusalIsAFailure() throws Exception {
        accept("DELETE", 202, "", "location", OPERATION);
        kit.answer(409, "{'error':{'code':'Conflict','message':'locked'}}");
        assertThatThrownBy(this::poll).isInstanceOf(ArmException.class).hasMessageContaining("locked");
        assertThat(LongRunning.isPending(kit.journal)).isFalse();
    }

    @Test
    void readsTheResultOfAnActionFromItsLocation() throws Exception {
        accept("POST", 202, "", "azure-asyncoperation", OPERATION, "location", HOST + "/results/1");
        kit.answer(200, "{'status':'Succeeded'}").answer(200, "{'kubeconfigs':[]}");
        assertThat(poll()).isEqualTo(new Finished(json("{'kubeconfigs':[]}")));
    }

    @Test
    void watchesTheResourceWhereNothingElseIsGiven() throws Exception {
        accept("PUT", 200, "{'properties':{'provisioningState':'Updating'}}");
        kit.answer(200, "{'properties':{'provisioningState':'Updating'}}")
                .answer(200, "{'name':'demo','properties':{'provisioningState':'Succeeded'}}");
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(30), "Updating"));
        assertThat(poll()).isInstanceOfSatisfying(Finished.class, done -> assertThat(
                        done.body().path("name").asText())
                .isEqualTo("demo"));
        assertThat(kit.http.lines()).containsOnly("GET " + CLUSTER + "?api-version=v");
    }

    @Test
    void aResourceThatFailedTellsItsReason() throws Exception {
        accept("PUT", 201, "{'properties':{'provisioningState':'Creating'}}");
        kit.answer(
                200, "{'properties':{'provisioningState':'Failed','provisioningError':{'code':'X','message':'why'}}}");
        assertThatThrownBy(this::poll).isInstanceOf(ArmException.class).hasMessageContaining("X: why");
    }

    @Test
    void aDeleteWithoutHeadersEndsWhenTheResourceIsGone() throws Exception {
        accept("DELETE", 202, "");
        kit.answer(200, "{'properties':{'provisioningState':'Deleting'}}").answer(404, "");
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(30), "Deleting"));
        assertThat(poll()).isInstanceOf(Finished.class);
    }

    @ParameterizedTest
    @CsvSource({"200, Succeeded", "201, Succeeded", "204, ''"})
    void someWritesAreDoneAtOnce(int status, String state) throws Exception {
        accept("PUT", status, state.isEmpty() ? "" : "{'properties':{'provisioningState':'" + state + "'}}");
        assertThat(LongRunning.isPending(kit.journal)).isFalse();
    }

    @Test
    void a201WithALocationOfTheResourceIsNoOperation() throws Exception {
        accept("PUT", 201, "{'properties':{'provisioningState':'Succeeded'}}", "location", HOST + CLUSTER);
        assertThat(LongRunning.isPending(kit.journal)).isFalse();
    }

    @Test
    void anExpiredOperationUrlGivesWayToTheResource() throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(404, "{'error':{'code':'NotFound','message':'expired'}}")
                .answer(200, "{'properties':{'provisioningState':'Updating'}}")
                .answer(200, "{'properties':{'provisioningState':'Succeeded'}}");
        assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(30), "Updating"));
        kit.restart();
        assertThat(poll()).isInstanceOf(Finished.class);
        assertThat(kit.http.lines()).last().isEqualTo("GET " + CLUSTER + "?api-version=v");
    }

    @Test
    void toleratesAResourceThatIsNotVisibleYetButNotForEver() throws Exception {
        accept("PUT", 202, "");
        for (int i = 0; i < 6; i++) {
            kit.answer(404, "{}");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(poll()).isEqualTo(new Running(Duration.ofSeconds(30), "not visible yet"));
        }
        assertThatThrownBy(this::poll).isInstanceOf(ArmException.class).hasMessageContaining("does not exist");
    }

    @Test
    void troubleThatPassesLeavesTheOperationPending() throws Exception {
        accept("PUT", 201, "{}", "azure-asyncoperation", OPERATION);
        kit.answer(503, "").answer(200, "{'status':'Succeeded'}");
        assertThatThrownBy(this::poll).isInstanceOf(TransientException.class);
        assertThat(LongRunning.isPending(kit.journal)).isTrue();
        assertThat(poll()).isInstanceOf(Finished.class);
    }

    @Test
    void groupsArePolledMoreOftenThanClusters() {
        assertThat(LongRunning.usualWait(GROUP)).isEqualTo(Duration.ofSeconds(10));
        assertThat(LongRunning.usualWait(CLUSTER)).isEqualTo(Duration.ofSeconds(30));
    }

    private void accept(String verb, int status, String body, String... headers) throws Exception {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        ArmResponse response = new ArmResponse(status, map, json(body.isEmpty() ? "{}" : body));
        LongRunning.accepted(kit.journal, verb, CLUSTER, "v", response);
    }

    private Progress poll() throws Exception {
        return LongRunning.poll(kit.arm, kit.journal, kit.clock);
    }
}
