package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run that makes a secret, reads it and prints it in every way: nothing that the run leaves behind shows it. */
@Timeout(300)
class KeyVaultRunTest {
    private static final String SCRIPT =
            """
            pipeline {
                agent any
                options {
                    withAks(credentialsId: 'azure-lab', resourceGroup: 'vaults', location: 'eastus')
                }
                stages {
                    stage('Secret') {
                        steps {
                            azureGroup(name: 'vaults')
                            script {
                                def lab = azureDeploy(builtin: 'lab').outputs
                                keyVaultSecret(name: 'one', vault: lab.keyVaultName, generate: 40)
                                withKeyVaultSecret(name: 'one', vault: lab.keyVaultName, variable: 'KEY') {
                                    sh 'echo "plain $KEY"; printf %s "$KEY" | base64 -w0; echo; env | grep ^KEY='
                                    echo "length ${env.KEY.length()}, value ${env.KEY}"
                                }
                                echo "outside ${env.KEY}"
                                withKeyVaultSecret(name: 'one', vault: lab.keyVaultName, variable: 'COPY') {
                                    keyVaultSecret(name: 'two', vault: lab.keyVaultName, variable: 'COPY')
                                }
                            }
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    private String run() throws Exception {
        Path script = Files.writeString(directory.resolve("Jenkinsfile"), SCRIPT);
        Properties properties = new Properties();
        properties.setProperty("lab.script", script.toString());
        properties.setProperty("lab.state", directory.resolve("state").toString());
        properties.setProperty("lab.sh", "true");
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        int code = new Lab(LabOptions.from(properties), new PrintStream(console, true, StandardCharsets.UTF_8)).run();
        String text = console.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isZero();
        return text;
    }

    /** As the vault itself tells it. */
    private String value(String secret) {
        try (SimulatedCloud cloud = SimulatedCloud.with(
                SandboxSettings.in(directory.resolve("state").resolve("cloud")))) {
            String list = cloud.group("vaults") + "/providers/Microsoft.KeyVault/vaults";
            String uri = cloud.get(list, "2023-07-01").text("/value/0/properties/vaultUri");
            String token = cloud.tokenFor("https://vault.azure.net/.default");
            return cloud.as(token, "GET", uri + "secrets/" + secret, "7.5", null)
                    .text("/value");
        }
    }

    @Test
    void nothingThatTheRunLeavesBehindShowsTheSecret() throws Exception {
        String console = run();
        String value = value("one");

        assertThat(value).hasSize(40);
        assertThat(value("two")).isEqualTo(value);
        assertThat(console)
                .contains("plain ****", "length 40, value ****", "outside null")
                .doesNotContain(value);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        List<String> forms = List.of(
                value,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(value, StandardCharsets.UTF_8));
        assertThat(forms).noneMatch(console::contains);
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(5);
            assertThat(all).allSatisfy(file -> assertThat(forms).noneMatch(text(file)::contains));
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
