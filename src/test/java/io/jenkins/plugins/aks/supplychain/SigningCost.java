package io.jenkins.plugins.aks.supplychain;

import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.KeyKind;
import io.jenkins.plugins.aks.notation.TestSigner;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.registry.Manifest;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What signing and verifying one image costs in processor time, warm, with the whole step: the requests to a registry on
 * this machine, and that registry itself, since it is in the same process. Beside it, where it is on the PATH, the time
 * that processes of the notation CLI need for the same. Ends with an error where a limit is not held.
 */
public final class SigningCost {
    private static final double LIMIT = 50;
    private static final int WARM = 150;
    private static final int MEASURED = 50;
    private static final int CLI_RUNS = 5;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out;
    private final ChainSession session = new ChainSession();

    private SigningCost(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        double worst = new SigningCost(System.err).report();
        if (worst > LIMIT) {
            throw new IllegalStateException("more than " + LIMIT + " ms: " + worst);
        }
        System.exit(0);
    }

    /** @return the most that signing and verifying one image costs together, in milliseconds */
    double report() throws Exception {
        try (PlainRegistry registry = new PlainRegistry(true)) {
            measure(KeyKind.RSA_2048, registry);
        }
        out.println("processor time of one image, warm, in ms       sign    verify    both   (limit 50)");
        double worst = 0;
        for (KeyKind kind : KeyKind.values()) {
            try (PlainRegistry registry = new PlainRegistry(true)) {
                double[] cost = measure(kind, registry);
                line("this plugin, " + kind, cost[0], cost[1]);
                worst = Math.max(worst, cost[0] + cost[1]);
            }
        }
        if (NotationCli.isInstalled()) {
            compare();
        } else {
            out.println("the notation CLI is not on the PATH: nothing to compare with");
        }
        return worst;
    }

    private double[] measure(KeyKind kind, PlainRegistry registry) throws Exception {
        TestSigner signer = TestSigner.validAt(kind, Instant.now());
        session.now = Instant.now();
        session.secrets.put("key", NotationSignTest.pem(signer));
        String root = NotationSignTest.block("CERTIFICATE", Certificates.der(signer.root()));
        double signing = 0;
        double verifying = 0;
        for (int i = 0; i < WARM + MEASURED; i++) {
            Manifest image = registry.image("net-monitor", "v" + i, kind + " " + i);
            String name = registry.host() + "/net-monitor@" + image.digest();
            long begin = MACHINE.getProcessCpuTime();
            session.run(sign(name));
            long middle = MACHINE.getProcessCpuTime();
            session.run(verify(name, root));
            long end = MACHINE.getProcessCpuTime();
            if (i >= WARM) {
                signing += (middle - begin) / 1e6 / MEASURED;
                verifying += (end - middle) / 1e6 / MEASURED;
            }
        }
        return new double[] {signing, verifying};
    }

    private static Operation<AksSession> sign(String image) throws Exception {
        NotationSignStep step = new NotationSignStep();
        step.setImage(image);
        step.setSigningCredentialsId("key");
        return step.operation(FixedScope.of("s", "g"));
    }

    private static Operation<AksSession> verify(String image, String root) throws Exception {
        NotationVerifyStep step = new NotationVerifyStep();
        step.setImage(image);
        step.setTrustStores(Map.of("ca:test", root));
        step.setTrustedIdentities(List.of("*"));
        return step.operation(FixedScope.of("s", "g"));
    }

    /** The processes' own time from start to end, since the processor time of an ended process is not to be had. */
    private void compare() throws Exception {
        Path home = Files.createTempDirectory("notation");
        NotationCli cli = NotationCli.of(home, TestSigner.validAt(KeyKind.RSA_2048, Instant.now()));
        try (PlainRegistry registry = new PlainRegistry(true)) {
            Duration signing = Duration.ZERO;
            Duration verifying = Duration.ZERO;
            for (int i = 0; i < CLI_RUNS; i++) {
                Manifest image = registry.image("net-monitor", "v" + i, "cli " + i);
                String name = registry.host() + "/net-monitor@" + image.digest();
                Instant begin = Instant.now();
                cli.run(0, "sign", "--insecure-registry", "--signature-format", "cose", name);
                Instant middle = Instant.now();
                cli.run(0, "verify", "--insecure-registry", name);
                signing = signing.plus(Duration.between(begin, middle));
                verifying = verifying.plus(Duration.between(middle, Instant.now()));
            }
            line(
                    "notation CLI, RSA_2048, time of its process",
                    signing.toMillis() / (double) CLI_RUNS,
                    verifying.toMillis() / (double) CLI_RUNS);
        }
    }

    private void line(String what, double signing, double verifying) {
        out.println(
                String.format(Locale.ROOT, "%-44s %7.1f %9.1f %7.1f", what, signing, verifying, signing + verifying));
    }
}
