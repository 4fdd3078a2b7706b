package io.jenkins.plugins.aks.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureCredentialFactoryTest {
    private static final String SECRET = "s3cr3t~value";
    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String APP = "22222222-2222-2222-2222-222222222222";
    private static final Cloud CLOUD =
            new Cloud("lab", "https://arm.example", "https://login.example", "https://arm.example", "", true);

    private final FakeHttp http = new FakeHttp();

    @Test
    void exchangesAClientSecret() {
        http.answer(200, token("t1"), "content-type", "application/json");
        assertThat(token(new AzureIdentity.ClientSecret(TENANT, APP, () -> SECRET)))
                .isEqualTo("t1");
        assertThat(http.asked()).hasSize(1);
        assertThat(http.last().url()).isEqualTo("https://login.example/" + TENANT + "/oauth2/v2.0/token");
        assertThat(http.last().body())
                .contains(
                        "grant_type=client_credentials",
                        "client_id=" + APP,
                        "scope=https%3A%2F%2Farm.example%2F.default");
    }

    @Test
    void readsTheSecretOnlyWhenATokenIsNeeded() {
        List<String> revealed = new ArrayList<>();
        SecretText counted = () -> {
            revealed.add("once");
            return SECRET;
        };
        TokenCredential credential = credential(new AzureIdentity.ClientSecret(TENANT, APP, counted));
        assertThat(revealed).isEmpty();
        http.answer(200, token("t1"));
        credential.getTokenSync(scope());
        credential.getTokenSync(scope());
        assertThat(revealed).hasSize(1);
    }

    @Test
    void readsAWorkloadTokenFileAgainAtEachExchange(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        AzureIdentity identity = new AzureIdentity.WorkloadIdentityFile(TENANT, APP, file.toString());
        for (String content : List.of("first-assertion", "second-assertion")) {
            Files.writeString(file, content + "\n");
            http.answer(200, token("t"));
            token(identity);
            assertThat(http.last().body()).contains("client_assertion=" + content + "&");
        }
    }

    @Test
    void namesATokenFileThatIsMissing() {
        OperationException e = refused(new AzureIdentity.WorkloadIdentityFile(TENANT, APP, "/nowhere/token"));
        assertThat(e).hasMessageContaining("/nowhere/token").hasMessageContaining(APP);
        assertThat(http.asked()).isEmpty();
    }

    @Test
    void signsWithACertificateFromMemory() throws Exception {
        http.answer(200, token("t1"));
        byte[] pem = TestCertificate.pem();
        assertThat(token(new AzureIdentity.ClientCertificate(TENANT, APP, pem, null)))
                .isEqualTo("t1");
        assertThat(http.last().body()).contains("client_assertion=ey");
    }

    @Test
    void opensAPfxWithItsPassword() throws Exception {
        http.answer(200, token("t1"));
        byte[] pfx = TestCertificate.pfx(SECRET);
        assertThat(token(new AzureIdentity.ClientCertificate(TENANT, APP, pfx, () -> SECRET)))
                .isEqualTo("t1");
        OperationException e = refused(new AzureIdentity.ClientCertificate(TENANT, APP, pfx, () -> "wrong-" + SECRET));
        assertThat(e).hasMessageContaining("client certificate of application " + APP);
        assertThat(trace(e)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "7000215, 'Put the secret''s value'",
        "7000222, has expired",
        "700016, Check the application id",
        "90002, Check the tenant id",
        "700213, federated credential",
        "999999, Check the credential's fields"
    })
    void aRefusalNamesCredentialAndCode(String code, String advice) {
        http.answer(
                401,
                "{\"error\":\"invalid_client\",\"error_codes\":[" + code + "],\"error_description\":\"AADSTS" + code
                        + ": Something is wrong. Trace ID: 1 Correlation ID: 2 Timestamp: 3\"}",
                "content-type",
                "application/json");
        OperationException e = refused(new AzureIdentity.ClientSecret(TENANT, APP, () -> SECRET));
        assertThat(e)
                .hasMessageStartingWith("login with the client secret of application " + APP + " in tenant " + TENANT
                        + " at https://login.example was refused: AADSTS" + code + ": Something is wrong. ")
                .hasMessageContaining(advice);
        assertThat(e.getMessage()).doesNotContain("Trace ID");
        assertThat(e.data()).containsEntry("code", "AADSTS" + code);
        assertThat(trace(e)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void entrasOwnTroublePasses(int status) {
        http.answer(status, "{\"error\":\"temporarily_unavailable\"}", "retry-after", "11");
        TransientException e = catchThrowableOfType(
                TransientException.class, () -> arm(new AzureIdentity.ClientSecret(TENANT, APP, () -> SECRET))
                        .get("/subscriptions/s1", "v"));
        assertThat(e)
                .hasMessage("login with the client secret of application " + APP + " in tenant " + TENANT
                        + " at https://login.example: Entra answered HTTP " + status);
        assertThat(e.retryAfter()).contains(java.time.Duration.ofSeconds(11));
        assertThat(http.asked()).as("not repeated by the library").hasSize(1);
    }

    @Test
    void aBrokenConnectionToEntraPasses() {
        http.fail(new java.io.UncheckedIOException(new ConnectException("refused")));
        http.fail(new java.io.UncheckedIOException(new ConnectException("refused")));
        assertThat(catchThrowableOfType(
                        TransientException.class, () -> arm(new AzureIdentity.ClientSecret(TENANT, APP, () -> SECRET))
                                .get("/subscriptions/s1", "v")))
                .hasMessageContaining("refused");
    }

    @Test
    void noSecretReachesLogOrText() throws Exception {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(RequestLog.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is buffered.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            http.answer(200, token("t0ken")).answer(200, "{}");
            arm(new AzureIdentity.ClientSecret(TENANT, APP, () -> SECRET)).get("/subscriptions/s1?sig=S4S", "v");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertThat(lines).hasSize(2).anySatisfy(line -> assertThat(line)
                .contains("GET arm.example/subscriptions/s1: 200"));
        assertThat(String.join("\n", lines)).doesNotContain(SECRET, "t0ken", "S4S");
        AzureIdentity pfx =
                new AzureIdentity.ClientCertificate(TENANT, APP, SECRET.getBytes(StandardCharsets.UTF_8), () -> SECRET);
        assertThat(List.of(new AzureIdentity.ClientSecret(TENANT, APP, () -> SECRET), pfx)
                        .toString())
                .contains(APP)
                .doesNotContain(SECRET);
    }

    @Test
    void asksTheMachineForAManagedIdentity() {
        http.answer(
                200,
                "{\"access_token\":\"mi\",\"expires_on\":\"4102444800\",\"resource\":\"r\",\"token_type\":\"Bearer\"}",
                "content-type",
                "application/json");
        assertThat(token(new AzureIdentity.ManagedIdentity(APP))).isEqualTo("mi");
        assertThat(http.last().url()).startsWith("http://169.254.169.254/").contains("client_id=" + APP);
        assertThat(http.last().headers()).containsEntry("metadata", "true");
    }

    @Test
    void describesEveryKind() {
        assertThat(new AzureIdentity.ManagedIdentity("")).hasToString("system-assigned managed identity");
        assertThat(new AzureIdentity.ManagedIdentity("c")).hasToString("managed identity c");
        assertThat(new AzureIdentity.WorkloadIdentityFile(TENANT, APP, "/f"))
                .hasToString("workload identity of application " + APP + " in tenant " + TENANT + " (token file /f)");
    }

    private OperationException refused(AzureIdentity identity) {
        return catchThrowableOfType(
                OperationException.class, () -> arm(identity).get("/subscriptions/s1", "v"));
    }

    private Arm arm(AzureIdentity identity) {
        return new AzureClients(CLOUD, http, credential(identity), Clock.systemUTC()).arm(write -> {});
    }

    private String token(AzureIdentity identity) {
        return credential(identity).getTokenSync(scope()).getToken();
    }

    private TokenCredential credential(AzureIdentity identity) {
        return AzureCredentialFactory.create(CLOUD, identity, http, Clock.systemUTC());
    }

    private static TokenRequestContext scope() {
        return new TokenRequestContext().addScopes(CLOUD.scope());
    }

    private static String token(String value) {
        return "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + value + "\"}";
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
