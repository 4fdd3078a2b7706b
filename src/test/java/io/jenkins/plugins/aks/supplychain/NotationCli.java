package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.TestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The notation CLI with a configuration of its own. Tests that need it are skipped where it is not on the PATH. */
final class NotationCli {
    private final Path home;

    private NotationCli(Path home) {
        this.home = home;
    }

    /** @param signer whose key signs, and whose root is trusted */
    static NotationCli of(Path home, TestSigner signer) throws Exception {
        assumeTrue(isInstalled(), "notation is not on the PATH");
        NotationCli cli = new NotationCli(home);
        Path settings = home.resolve("notation");
        StringBuilder chain = new StringBuilder();
        for (X509Certificate certificate : signer.chain()) {
            chain.append(NotationSignTest.block("CERTIFICATE", Certificates.der(certificate)));
        }
        write(
                settings.resolve("key.pem"),
                NotationSignTest.block("PRIVATE KEY", signer.key().getEncoded()));
        write(settings.resolve("chain.pem"), chain.toString());
        write(
                settings.resolve("signingkeys.json"),
                "{\"default\":\"test\",\"keys\":[{\"name\":\"test\",\"keyPath\":\"" + settings.resolve("key.pem")
                        + "\",\"certPath\":\"" + settings.resolve("chain.pem") + "\"}]}");
        write(
                settings.resolve("truststore/x509/ca/test/root.pem"),
                NotationSignTest.block("CERTIFICATE", Certificates.der(signer.root())));
        write(settings.resolve("trustpolicy.json"), TestSigner.STRICT);
        return cli;
    }

    static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "notation")));
    }

    /** @return what it printed; fails the test where its exit code is another one */
    String run(int code, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("notation"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(command + ":\n" + output).isEqualTo(code);
        return output;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        // The CLI refuses to read a policy that others can write.
        file.toFile().setWritable(false, false);
        file.toFile().setWritable(true, true);
    }
}
