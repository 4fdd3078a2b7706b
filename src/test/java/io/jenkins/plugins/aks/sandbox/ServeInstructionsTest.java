package io.jenkins.plugins.aks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ServeInstructionsTest {
    @TempDir
    Path directory;

    @Test
    void filesAreCompleteAndTheTextHasNoSecret() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(directory))) {
            ServeInstructions instructions = new ServeInstructions(sandbox).write();
            assertThat(instructions.text())
                    .contains(sandbox.url())
                    .doesNotContain(sandbox.credentials().clientSecret())
                    .doesNotContain("${");
            for (String file : List.of("az.sh", "jenkins.groovy", "jenkins.yaml")) {
                assertThat(Files.readString(directory.resolve(file)))
                        .as(file)
                        .contains(sandbox.credentials().clientSecret())
                        .doesNotContain("${");
                assertThat(Files.getPosixFilePermissions(directory.resolve(file)))
                        .hasSize(2);
            }
        }
    }

    @Test
    void configurationAsCodeIsYamlWithTheCertificateAuthority() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(directory))) {
            new ServeInstructions(sandbox).write();
            Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(directory.resolve("jenkins.yaml")));
            var json = Json.from(yaml);
            assertThat(json.at("/unclassified/aksPipelineSteps/clouds/0/caPem").asText())
                    .isEqualTo(sandbox.caPem());
            assertThat(json.at("/credentials/system/domainCredentials/0/credentials/0/azure/clientId")
                            .asText())
                    .isEqualTo(sandbox.credentials().clientId());
        }
    }

    @Test
    void theCloudOfAzIsRegisteredAgainWhereItIsKnown() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(directory))) {
            new ServeInstructions(sandbox).write();
            assertThat(Files.readString(directory.resolve("az.sh")))
                    .contains("action=update", "action=register", "az cloud $action");
        }
    }

    @Test
    void theScriptReplacesItsCredentialInAListThatHasNoRemovingIterator() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(directory))) {
            new ServeInstructions(sandbox).write();
            String line = Files.readAllLines(directory.resolve("jenkins.groovy")).stream()
                    .filter(each -> each.startsWith("store.credentials.removeAll"))
                    .findFirst()
                    .orElseThrow();
            List<Map<String, String>> credentials =
                    new CopyOnWriteArrayList<>(List.of(Map.of("id", "azure-lab"), Map.of("id", "other")));
            new GroovyShell(new Binding(Map.of("store", Map.of("credentials", credentials))))
                    .evaluate(line.replace("it.hasProperty('id') && ", ""));
            assertThat(credentials).containsExactly(Map.of("id", "other"));
        }
    }

    @Test
    void theScriptIsGroovy() throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.in(directory))) {
            new ServeInstructions(sandbox).write();
            CompilationUnit unit = new CompilationUnit();
            unit.addSource("jenkins", Files.readString(directory.resolve("jenkins.groovy")));
            unit.compile(Phases.CONVERSION);
            assertThat(unit.getAST().getClasses()).isNotEmpty();
        }
    }
}
