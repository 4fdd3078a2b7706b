package io.jenkins.plugins.aks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import io.jenkins.plugins.aks.kubernetes.Kubeconfig;
import io.jenkins.plugins.aks.pipeline.Controller;
import io.jenkins.plugins.aks.pipeline.MemoryContext;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.standin.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code withKubeconfig} in a controller that is killed, with the sandbox as its cloud. */
class WithKubeconfigTest {
    private static final String CLUSTER =
            """
            {"location": "westeurope", "identity": {"type": "SystemAssigned"}, "properties": {"dnsPrefix": "c1",
              "agentPoolProfiles": [{"name": "sys", "count": 3, "mode": "System", "vmSize": "Standard_D2s_v5"}]}}
            """;

    @TempDir
    Path home;

    @TempDir
    Path state;

    @TempDir
    Path agent;

    private Controller controller;
    private SimulatedCloud cloud;
    private MemoryContext context;

    @BeforeEach
    void start() {
        controller = new Controller(home);
        cloud = SimulatedCloud.in(state);
        controller.add(cloud.sandbox);
        Lab.add(new WithKubeconfigStep.DescriptorImpl());
        context = controller.context("9", new FilePath(agent.resolve("job").toFile()));
        cloud.put(cloud.group("rg"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        cloud.put(
                cloud.group("rg") + "/providers/Microsoft.ContainerService/managedClusters/c1",
                SimulatedCloud.AKS,
                CLUSTER);
        cloud.pass(Duration.ofMinutes(6));
    }

    @AfterEach
    void stop() {
        controller.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private StepExecution inTheBody() throws Exception {
        WithKubeconfigStep step = new WithKubeconfigStep();
        step.setCloud("lab");
        step.setCredentialsId("lab");
        step.setResourceGroup("rg");
        step.setCluster("c1");
        step.setNamespace("pets");
        StepExecution execution = step.start(context);
        assertThat(execution.start()).isFalse();
        controller.pass(Duration.ofSeconds(30));
        assertThat(context.body()).as(context.ends().toString()).isNotNull();
        return execution;
    }

    private Path file() throws Exception {
        EnvVars variables = new EnvVars();
        context.body().override(EnvironmentExpander.class).expand(variables);
        return Path.of(variables.get("KUBECONFIG"));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(agent)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theFileIsPrivateAndGoneAfterTheBlock() throws Exception {
        inTheBody();
        Path file = file();

        assertThat(file).startsWith(agent.resolve("job@tmp"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        String text = Files.readString(file);
        assertThat(text).contains("current-context: c1", "namespace: pets", "server: https://");
        assertThat(text).doesNotContain("exec:");
        context.body().succeed("kept");
        controller.pass(Duration.ofSeconds(30));

        assertThat(left()).isEmpty();
        assertThat(context.ends()).containsExactly("kept");
        String secret = text.replaceAll("(?s).*(?:token|client-key-data): (\\S{20}).*", "$1");
        assertThat(context.log()).contains("KUBECONFIG for cluster c1 written").doesNotContain(secret);
        assertNoFileOfTheControllerHas(secret);
    }

    /** What a script would print of it, in the log of the block and in that of a block that was taken up again. */
    @Test
    void theLogShowsNeitherTokenNorKeyOfTheFile() throws Exception {
        StepExecution execution = inTheBody();
        String text = Files.readString(file());
        Kubeconfig kubeconfig = Kubeconfig.parse(text);
        String pem = new String(Base64.getDecoder().decode(kubeconfig.clientKey()), StandardCharsets.UTF_8);
        ConsoleLogFilter filter = context.body().override(ConsoleLogFilter.class);
        ConsoleLogFilter resumed = controller.kill(filter);
        String token64 = Base64.getEncoder().encodeToString(kubeconfig.token().getBytes(StandardCharsets.UTF_8));
        assertThat(kubeconfig.token()).isNotEmpty();
        assertThat(pem).contains("PRIVATE KEY");

        for (ConsoleLogFilter each : List.of(filter, resumed)) {
            String shown = logged(each, "$ cat $KUBECONFIG\n" + text + "\n" + pem + "\n" + token64 + "\nend\n");
            assertThat(shown)
                    .contains("token: ****", "client-key-data: ****", "current-context: c1", "end")
                    .doesNotContain(kubeconfig.token(), kubeconfig.clientKey(), token64);
            assertThat(pem.lines().filter(line -> line.length() > 20)).noneMatch(shown::contains);
        }
        assertNoFileOfTheControllerHas(kubeconfig.clientKey().substring(100, 120));
        assertThat(execution.getStatus()).isEqualTo("in the body");
    }

    private static String logged(ConsoleLogFilter filter, String text) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (OutputStream out = filter.decorateLogger((Run<?, ?>) null, log)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private void assertNoFileOfTheControllerHas(String secret) throws IOException {
        assertThat(secret).hasSize(20);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(each)).doesNotContain(secret);
            }
        }
    }

    @Test
    void theFileIsGoneAfterABlockThatFailed() throws Exception {
        inTheBody();
        context.body().fail(new AbortException("the body failed"));
        controller.pass(Duration.ofSeconds(30));

        assertThat(left()).isEmpty();
        assertThat(context.failure()).hasMessage("the body failed");
    }

    @Test
    void theFileIsGoneAfterARestartInTheBlock() throws Exception {
        StepExecution execution = inTheBody();
        execution = controller.kill(execution);
        execution.onResume();
        assertThat(left()).hasSize(1);
        context.body().succeed(null);
        controller.pass(Duration.ofSeconds(30));

        assertThat(left()).isEmpty();
    }
}
