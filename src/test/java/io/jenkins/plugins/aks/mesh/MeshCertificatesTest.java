package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshCertificatesTest extends MeshTestBase {
    private static final List<String> SECRETS = List.of(
            "istio-root-key",
            "istio-root-cert",
            "istio-intermediate-key",
            "istio-intermediate-cert",
            "istio-cert-chain");

    private X509Certificate certificate(String name) {
        return CaPem.certificates(text(name)).get(0);
    }

    private void assertFitting() {
        X509Certificate root = certificate("istio-root-cert");
        X509Certificate intermediate = certificate("istio-intermediate-cert");
        assertThat(CaKeys.match(root, CaPem.key(text("istio-root-key")).orElseThrow()))
                .isTrue();
        assertThat(CaKeys.match(
                        intermediate, CaPem.key(text("istio-intermediate-key")).orElseThrow()))
                .isTrue();
        assertThat(CaKeys.signed(intermediate, root)).isTrue();
        assertThat(CaPem.certificates(text("istio-cert-chain"))).containsExactly(intermediate, root);
    }

    private int sets() {
        return cloud.sandbox
                .requests()
                .matching("PUT", "/vault/first/secrets/.*")
                .size();
    }

    @Test
    void aCaIsMadeOnceInFiveSecrets() throws Exception {
        Map<String, Object> first = run(certificates());

        assertFitting();
        assertThat(sets()).isEqualTo(5);
        assertThat(secret("istio-intermediate-key").text("/tags/file-encoding")).isEqualTo("utf-8");
        assertThat(text("istio-intermediate-key"))
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .endsWith("\n-----END PRIVATE KEY-----\n");
        assertThat(first)
                .containsEntry("changed", true)
                .containsEntry("vault", "first")
                .containsEntry("vaultId", vault)
                .containsEntry("rootSubject", "CN=Root CA,O=Istio")
                .containsEntry("rootPem", text("istio-root-cert"));
        assertThat(run(certificates()))
                .containsEntry("changed", false)
                .containsEntry("rootThumbprint", first.get("rootThumbprint"))
                .containsEntry("intermediateThumbprint", first.get("intermediateThumbprint"));
        assertThat(sets()).isEqualTo(5);
    }

    @Test
    void theCertificatesHaveTheMakefilesProperties() throws Exception {
        run(certificates());
        X509Certificate root = certificate("istio-root-cert");
        X509Certificate intermediate = certificate("istio-intermediate-cert");

        assertThat(root.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(intermediate.getBasicConstraints()).isZero();
        assertThat(intermediate.getKeyUsage()[5]
                        && intermediate.getKeyUsage()[6]
                        && intermediate.getKeyUsage()[0])
                .isTrue();
        assertThat(intermediate.getSubjectAlternativeNames()).containsExactly(List.of(2, "istiod.istio-system.svc"));
        assertThat(Duration.between(
                                cloud.clock.instant(),
                                intermediate.getNotAfter().toInstant())
                        .toDays())
                .isBetween(728L, 730L);
    }

    @Test
    void opensslVerifiesTheChain(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl here");
        run(certificates());
        Path root = Files.writeString(directory.resolve("root.pem"), text("istio-root-cert"));
        Path intermediate = Files.writeString(directory.resolve("ca.pem"), text("istio-intermediate-cert"));
        String time = Long.toString(cloud.clock.instant().getEpochSecond());

        assertThat(openssl(directory, "verify", "-x509_strict", "-attime", time, "-CAfile", root, intermediate))
                .endsWith(": OK\n");

        Path key = Files.writeString(directory.resolve("key.pem"), text("istio-intermediate-key"));
        assertThat(openssl(directory, "pkey", "-in", key, "-pubout"))
                .isEqualTo(openssl(directory, "x509", "-in", intermediate, "-pubkey", "-noout"));
    }

    private static String openssl(Path directory, Object... arguments) throws Exception {
        java.util.ArrayList<String> command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    private static MeshCertificatesStep lasting(int rootDays, int intermediateDays, String renewBefore) {
        MeshCertificatesStep step = certificates();
        step.setRootDays(rootDays);
        step.setIntermediateDays(intermediateDays);
        step.setRenewBefore(renewBefore);
        return step;
    }

    @Test
    void theIntermediateIsRenewedUnderTheSameRootAndTheRootWithItsKey() throws Exception {
        Map<String, Object> first = run(lasting(300, 100, "30d"));
        assertThat(run(lasting(3650, 730, "99d"))).containsEntry("changed", false);

        Map<String, Object> second = run(lasting(3650, 730, "101d"));

        assertThat(second)
                .containsEntry("changed", true)
                .containsEntry("rootThumbprint", first.get("rootThumbprint"))
                .containsEntry("intermediateExpires", first.get("rootExpires"));
        assertThat(second.get("intermediateThumbprint")).isNotEqualTo(first.get("intermediateThumbprint"));
        assertFitting();
        assertThat(sets()).isEqualTo(8);
        X509Certificate old = certificate("istio-root-cert");
        Map<String, Object> third = run(lasting(3650, 730, "301d"));
        assertThat(third.get("rootThumbprint")).isNotEqualTo(first.get("rootThumbprint"));
        assertFitting();
        assertThat(certificate("istio-root-cert").getPublicKey()).isEqualTo(old.getPublicKey());
        assertThat(CaKeys.signed(certificate("istio-intermediate-cert"), old)).isTrue();
        assertThat(run(lasting(3650, 730, "301d"))).containsEntry("changed", false);
    }

    @Test
    void killedAnywhereAndWithLostAnswersItEndsFittingAndTellsNoKey() throws Exception {
        for (String name : SECRETS) {
            cloud.sandbox
                    .faults()
                    .add(FaultRule.on("PUT", "/vault/first/secrets/" + name).cutting(FaultRule.Cut.AFTER_EFFECT));
        }
        session.runDying(operation(certificates()));

        assertFitting();
        assertThat(sets()).isEqualTo(5);
        for (String name : SECRETS) {
            delete(name);
        }
        MemoryJournal journal = new MemoryJournal();
        Map<String, Object> again = session.run(operation(certificates()), journal);
        assertThat(again).containsEntry("changed", true);
        String key = text("istio-intermediate-key").split("\n")[1];
        assertThat(again.toString() + session.log + journal.reopen()).doesNotContain(key, "PRIVATE");
    }

    @Test
    void whatDoesNotFitIsMadeAnewButNeverTheRoot() throws Exception {
        run(certificates());
        String otherKey = text("istio-root-key");

        set("istio-intermediate-key", otherKey);
        assertThat(run(certificates())).containsEntry("changed", true);
        assertFitting();
        assertThat(text("istio-intermediate-key")).isEqualTo(otherKey);

        set("istio-cert-chain", "nothing");
        assertThat(run(certificates())).containsEntry("changed", true);
        assertFitting();

        set(
                "istio-root-key",
                CaPem.text(new CaIssuer("", 2048, Duration.ZERO, Duration.ZERO)
                        .newKey()
                        .getPrivate()));
        int before = written();
        assertThatThrownBy(() -> run(certificates()))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.data())
                        .containsEntry("code", "RootKeyDoesNotMatch"))
                .hasMessageContaining("Secret istio-root-key does not match the certificate in secret istio-root-cert")
                .hasMessageNotContaining("PRIVATE");
        set("istio-root-key", "garbage");
        assertThatThrownBy(() -> run(certificates())).hasMessageContaining("holds no private key as PEM");
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void aRootWithoutItsKeyIsLeftUntilItIsNeeded() throws Exception {
        run(lasting(3650, 300, "30d"));
        MeshCertificatesStep without = certificates();
        without.setRootKey("elsewhere");
        assertThat(run(without)).containsEntry("changed", false);
        without.setRenewBefore("301d");
        int before = written();

        assertThatThrownBy(() -> run(without))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "RootKeyMissing"))
                .hasMessageContaining("is not in secret elsewhere");
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("vault: nothing was given", new MeshCertificatesStep());
        MeshCertificatesStep size = certificates();
        size.setKeySize(1024);
        refused("keySize: '1024' was given", size);
        MeshCertificatesStep same = certificates();
        same.setRootKey("ISTIO-root-cert");
        refused("another name than that of rootCert", same);
        MeshCertificatesStep name = certificates();
        name.setCaKey("a_b");
        refused("caKey: 'a_b' was given", name);
        MeshCertificatesStep longer = certificates();
        longer.setIntermediateDays(4000);
        refused("no more than rootDays, 3650", longer);
        MeshCertificatesStep always = certificates();
        always.setIntermediateDays(20);
        refused("less than intermediateDays, 20d", always);
        MeshCertificatesStep organization = certificates();
        organization.setOrganization("a\"b");
        refused("organization: ", organization);
        MeshCertificatesStep none = certificates();
        none.setRootDays(0);
        refused("rootDays: '0' was given", none);
    }

    private static void refused(String text, MeshCertificatesStep step) {
        assertThatThrownBy(() -> StepOperations.of(step, FixedScope.of("sub", "demo")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }
}
