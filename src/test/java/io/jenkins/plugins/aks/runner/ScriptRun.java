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
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A script that the lab runs to its end on a sandbox, and a search through all that the run leaves behind. */
final class ScriptRun {
    private final Path directory;

    ScriptRun(Path directory) {
        this.directory = directory;
    }

    /** @return the console */
    String run(String script) throws Exception {
        Path file = Files.writeString(directory.resolve("Jenkinsfile"), script);
        Properties properties = new Properties();
        properties.setProperty("lab.script", file.toString());
        properties.setProperty("lab.state", directory.resolve("state").toString());
        properties.setProperty("lab.sh", "true");
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        int code = new Lab(LabOptions.from(properties), new PrintStream(console, true, StandardCharsets.UTF_8)).run();
        String text = console.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isZero();
        return text;
    }

    /** A secret of the only vault of a group, as the vault itself tells it. */
    String secret(String group, String name) {
        try (SimulatedCloud cloud = SimulatedCloud.with(
                SandboxSettings.in(directory.resolve("state").resolve("cloud")))) {
            String list = cloud.group(group) + "/providers/Microsoft.KeyVault/vaults";
            String uri = cloud.get(list, "2023-07-01").text("/value/0/properties/vaultUri");
            String token = cloud.tokenFor("https://vault.azure.net/.default");
            return cloud.as(token, "GET", uri + "secrets/" + name, "7.5", null).text("/value");
        }
    }

    /** In no file of the controller, the agent and the cloud, and not in the console: plain or in a usual encoding. */
    void assertNowhere(String value, String console) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        List<String> forms = List.of(
                value,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                url,
                url.replace("+", "%20"),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes));
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
