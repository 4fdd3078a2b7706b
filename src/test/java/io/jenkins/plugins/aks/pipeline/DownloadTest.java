package io.jenkins.plugins.aks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.AzureClients;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.azure.Cloud;
import io.jenkins.plugins.aks.azure.ProxySettings;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real TLS. */
class DownloadTest {
    private static Sandbox sandbox;
    private static Download download;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.in(directory));
        sandbox.mount("/web", (WebService) request -> switch (request.path()) {
            case "/web/a.yaml" -> new WebResponse(
                    request.header("authorization").isPresent() ? 400 : 200, Map.of(), "text/plain", "kind: ä");
            case "/web/moved" -> WebResponse.empty(302).with("Location", "a.yaml");
            case "/web/down" -> WebResponse.empty(301).with("Location", "http://127.0.0.1:1/a.yaml");
            case "/web/round" -> WebResponse.empty(302).with("Location", "round");
            case "/web/busy" -> WebResponse.empty(503);
            default -> WebResponse.empty(404);
        });
        Cloud cloud = new Cloud("lab", sandbox.url(), sandbox.url(), sandbox.url(), sandbox.caPem(), true);
        AzureIdentity identity = new AzureIdentity.ClientSecret("t", "c", () -> "s");
        download = new Download(
                AzureClients.of(cloud, identity, ProxySettings.none()).httpClient());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String get(String path) throws Exception {
        return download.text(sandbox.url() + path);
    }

    @Test
    void textsComeWithoutACredentialAlsoByRedirection() throws Exception {
        assertThat(get("/web/a.yaml")).isEqualTo("kind: ä");
        assertThat(get("/web/moved")).isEqualTo("kind: ä");
    }

    @Test
    void whatIsNotThereIsAnErrorAndWhatMayComeIsTriedAgain() {
        assertThatThrownBy(() -> get("/web/none"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("/web/none answered HTTP 404");
        assertThatThrownBy(() -> get("/web/busy")).isInstanceOf(TransientException.class);
        assertThatThrownBy(() -> download.text("https://127.0.0.1:1/x")).isInstanceOf(TransientException.class);
    }

    @Test
    void onlyHttpsIsFollowed() {
        assertThatThrownBy(() -> get("/web/down"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("leads to http://127.0.0.1:1/a.yaml, which is no https address");
        assertThatThrownBy(() -> get("/web/round"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("more than 5 redirections");
    }
}
