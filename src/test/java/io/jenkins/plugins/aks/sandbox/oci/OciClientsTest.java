package io.jenkins.plugins.aks.sandbox.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.sandbox.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox's registry under clients that others wrote, where they are installed: skopeo, notation. */
class OciClientsTest {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    @TempDir
    Path directory;

    private RegistryLab lab;
    private Path trust;

    @BeforeEach
    void start() throws Exception {
        lab = new RegistryLab(directory.resolve("state"));
        trust = Files.createDirectory(directory.resolve("trust"));
        Files.writeString(trust.resolve("ca.crt"), lab.cloud.sandbox.caPem());
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private static void require(String program) {
        assumeTrue(isInstalled(program), program + " is not installed");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private String skopeo(String... arguments) throws Exception {
        return run("skopeo", arguments);
    }

    /** With the sandbox's certificate authority and the lab's application. */
    private String run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        builder.environment().put("SSL_CERT_FILE", trust.resolve("ca.crt").toString());
        builder.environment()
                .put("NOTATION_USERNAME", lab.cloud.sandbox.credentials().clientId());
        builder.environment()
                .put("NOTATION_PASSWORD", lab.cloud.sandbox.credentials().clientSecret());
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended && process.exitValue() == 0).as(text).isTrue();
        return text;
    }

    /** What {@code az acr login --expose-token} does. */
    private String refreshToken() throws IOException, InterruptedException {
        String form = "grant_type=access_token&service=" + lab.host() + "&access_token="
                + URLEncoder.encode(lab.cloud.token(), StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(io.jenkins.plugins.aks.sandbox.Web.trusting(lab.cloud.sandbox.caPem()))
                .build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("https://" + lab.host() + "/oauth2/exchange"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return Json.parse(answer.body()).path("refresh_token").asText();
    }

    @Test
    void skopeoCopiesInspectsAndDeletes() throws Exception {
        require("skopeo");
        Manifest image =
                RegistryLab.image(lab.repository("app"), "v1", "{\"architecture\":\"amd64\",\"os\":\"linux\"}");
        String credentials = NOBODY + ":" + refreshToken();
        String from = "docker://" + lab.host() + "/app:v1";
        String to = "docker://" + lab.host() + "/team/copy:v1";
        assertThat(skopeo("inspect", "--cert-dir", trust.toString(), "--creds", credentials, from))
                .contains(image.digest());
        skopeo(
                "copy",
                "--src-cert-dir",
                trust.toString(),
                "--dest-cert-dir",
                trust.toString(),
                "--src-creds",
                credentials,
                "--dest-creds",
                credentials,
                from,
                to);
        assertThat(lab.repository("team/copy").require("v1").digest()).isEqualTo(image.digest());
        assertThat(skopeo("list-tags", "--cert-dir", trust.toString(), "--creds", credentials, to.replace(":v1", "")))
                .contains("v1");
        skopeo(
                "copy",
                "--src-cert-dir",
                trust.toString(),
                "--src-creds",
                credentials,
                from,
                "oci:" + directory + "/l:v1");
        skopeo(
                "copy",
                "--dest-cert-dir",
                trust.toString(),
                "--dest-creds",
                credentials,
                "oci:" + directory + "/l:v1",
                "docker://" + lab.host() + "/fresh/app:v2");
        assertThat(lab.repository("fresh/app").has("v2")).isTrue();
        skopeo("delete", "--cert-dir", trust.toString(), "--creds", credentials, to);
        assertThat(lab.repository("team/copy").has("v1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void notationSignsAndListsWithAndWithoutReferrers(boolean referrersApi) throws Exception {
        require("notation");
        lab.cloud
                .sandbox
                .data()
                .set(
                        "registries",
                        Json.object().put("referrersApi", referrersApi).put("referrersPage", 1));
        Manifest image = RegistryLab.image(lab.repository("app"), "v1", "{}");
        String name = lab.host() + "/app@" + image.digest();
        run("notation", "cert", "generate-test", "--default", "lab.example");
        String tag = "--force-referrers-tag=" + !referrersApi;
        run("notation", "sign", tag, name);
        run("notation", "sign", tag, "--signature-format", "cose", name);
        assertThat(run("notation", "list", name).split("sha256:")).hasSize(4);
        assertThat(lab.repository("app").referrers(image.digest(), "application/vnd.cncf.notary.signature"))
                .hasSize(2);
        assertThat(lab.repository("app").has("sha256-" + image.digest().substring(7)))
                .isEqualTo(!referrersApi);
    }
}
