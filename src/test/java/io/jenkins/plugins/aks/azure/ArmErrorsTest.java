package io.jenkins.plugins.aks.azure;

import static io.jenkins.plugins.aks.azure.ArmKit.CLUSTER;
import static io.jenkins.plugins.aks.azure.ArmKit.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmErrorsTest {
    private final ArmKit kit = new ArmKit();

    @Test
    void aRefusalKeepsWhatTheServiceSaidAndSaysWhatToDo() {
        kit.answer(
                400,
                "{'error':{'code':'QuotaExceeded','message':'Insufficient quota','target':'agentPoolProfiles',"
                        + "'details':[{'code':'Detail','message':'left 3, wanted 12'}],"
                        + "'innererror':{'code':'Inner','message':'family standardDSv3'}}}",
                "x-ms-correlation-request-id",
                "c-1");

        ArmException e = refusedPut();

        assertThat(e.status()).isEqualTo(400);
        assertThat(e.code()).isEqualTo("QuotaExceeded");
        assertThat(e.target()).contains("agentPoolProfiles");
        assertThat(e.correlationId()).contains("c-1");
        assertThat(e.data()).containsEntry("resource", CLUSTER).containsEntry("status", "400");
        assertThat(e)
                .hasMessage(
                        "managedClusters demo: PUT was refused with HTTP 400, QuotaExceeded (target agentPoolProfiles):"
                                + " Insufficient quota Detail: left 3, wanted 12 Inner: family standardDSv3. Ask for more quota for"
                                + " this VM family in this region, or choose fewer nodes, another size or region. Correlation id"
                                + " c-1.");
    }

    @ParameterizedTest
    @CsvSource({
        "403, AuthorizationFailed, Contributor",
        "409, InvalidResourceGroupLocation, exists in another location",
        "409, MissingSubscriptionRegistration, Register the resource provider",
        "400, SkuNotAvailable, Choose a VM size",
        "404, ResourceGroupNotFound, azureGroup",
        "403, SomethingNew, role that allows it",
        "400, SomethingNew, Correct the parameter",
        "409, SomethingNew, once the conflict is gone",
        "418, SomethingNew, activity log"
    })
    void advises(int status, String code, String advice) {
        kit.answer(status, "{'error':{'code':'" + code + "','message':'No.'}}");
        assertThat(refusedPut()).hasMessageContaining(code).hasMessageContaining(advice);
    }

    @Test
    void advisesByADetailWhereTheCodeIsGeneral() {
        kit.answer(
                400,
                "{'error':{'code':'BadRequest','message':'Failed.','details':[{'code':'SkuNotAvailable','message':'x'}]}}");
        assertThat(refusedPut()).hasMessageContaining("Choose a VM size");
    }

    @Test
    void aThrottledRequestWaitsAsLongAsItIsTold() {
        kit.answer(429, "{'error':{'code':'Throttled','message':'slow down'}}", "Retry-After", "17");
        TransientException e = catchThrowableOfType(TransientException.class, this::put);
        assertThat(e.throttled()).isTrue();
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void aServerErrorPasses(int status) {
        kit.answer(status, "<html>bad gateway</html>", "Retry-After", "5");
        TransientException e = catchThrowableOfType(TransientException.class, this::put);
        assertThat(e.throttled()).isFalse();
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(e).hasMessageContaining("bad gateway").hasMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OperationNotAllowed", "Conflict", "AnotherOperationInProgress"})
    void anotherOperationInProgressPasses(String code) {
        kit.answer(409, "{'error':{'code':'" + code + "','message':'another operation (upgrade) is in progress'}}");
        assertThatThrownBy(this::put)
                .isInstanceOfSatisfying(
                        BusyException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("upgrade");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'code':'OperationNotAllowed','message':'exceeding approved Total Regional Cores quota'}}",
                "{'error':{'code':'OperationNotAllowed','message':'no','details':[{'code':'QuotaExceeded','message':'x'}]}}",
                "{'error':{'code':'OperationNotAllowed','message':'managed cluster is in Provisioning State(Succeeded)"
                        + " and Power State(Stopped), updating cannot be performed'}}"
            })
    void whatLastsIsNotWaitedForThoughItsCodeSaysBusy(String body) {
        kit.answer(409, body);
        assertThat(refusedPut().status()).isEqualTo(409);
    }

    @Test
    void aReadIsNeverBusy() {
        kit.answer(409, "{'error':{'code':'Conflict','message':'the operation ended in a conflict'}}");
        assertThatThrownBy(() -> kit.arm.follow("/operations/1")).isInstanceOf(ArmException.class);
    }

    @ParameterizedTest
    @CsvSource({"412, PreconditionFailed, true", "409, EtagMismatch, true", "409, NameTaken, false"})
    void tellsAFailedPrecondition(int status, String code, boolean failed) {
        kit.answer(status, "{'error':{'code':'" + code + "','message':'m'}}");
        assertThat(refusedPut().isPreconditionFailed()).isEqualTo(failed);
    }

    @Test
    void anExpiredTokenPassesAndAnInvalidOneDoesNot() {
        kit.answer(401, "{'error':{'code':'ExpiredAuthenticationToken','message':'m'}}")
                .answer(401, "{'error':{'code':'InvalidAuthenticationToken','message':'m'}}");
        assertThatThrownBy(this::put).isInstanceOf(TransientException.class);
        assertThat(refusedPut()).hasMessageContaining("belongs to this cloud and tenant");
    }

    @Test
    void aBrokenConnectionPasses() {
        kit.http
                .fail(new UncheckedIOException(new ConnectException("refused")))
                .fail(new RuntimeException(new HttpTimeoutException("request timed out")));
        assertThatThrownBy(this::put)
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("connection failed: ConnectException (refused)");
        assertThatThrownBy(this::put).isInstanceOf(TransientException.class).hasMessageContaining("timed out");
    }

    @Test
    void anUntrustedServerDoesNotPass() {
        IOException cause = new SSLHandshakeException("PKIX path building failed");
        cause.initCause(new CertificateException("unknown authority"));
        kit.http.fail(new UncheckedIOException(cause));
        assertThatThrownBy(this::put)
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("TLS certificate is not trusted")
                .hasMessageContaining("Add the certificate authority");
    }

    @Test
    void aDefectStaysADefect() {
        kit.http.fail(new IllegalStateException("bug"));
        assertThatThrownBy(this::put).isInstanceOf(IllegalStateException.class).hasMessage("bug");
    }

    private ArmException refusedPut() {
        return catchThrowableOfType(ArmException.class, this::put);
    }

    private void put() throws Exception {
        kit.arm.put(CLUSTER, "v", json("{}"), Map.of());
    }
}
