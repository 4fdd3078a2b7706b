package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.check.Verdict;
import io.jenkins.plugins.aks.kubernetes.ExecOutcome;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeshVerdictsTest {
    private static final CaIssuer ISSUER = new CaIssuer("Istio", 2048, Duration.ofDays(3650), Duration.ofDays(730));
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final KeyPair ROOT_KEY = ISSUER.newKey();
    private static final X509Certificate ROOT = ISSUER.root(ROOT_KEY.getPublic(), ROOT_KEY.getPrivate(), NOW);
    private static final X509Certificate PRESENTED =
            ISSUER.intermediate(ISSUER.newKey().getPublic(), ROOT, ROOT_KEY.getPrivate(), NOW);

    private final MeshVerdicts strict = new MeshVerdicts("STRICT", List.of(ROOT));
    private final MeshVerdicts permissive = new MeshVerdicts("PERMISSIVE", List.of());

    private static ExecOutcome curl(int code, String stdout, String stderr) {
        return new ExecOutcome(code, stdout, stderr, false);
    }

    private static void is(CheckResult result, Verdict verdict, String got) {
        assertThat(result.verdict()).as(result.text()).isEqualTo(verdict);
        assertThat(result.got()).isEqualTo(got);
    }

    @ParameterizedTest
    @CsvSource({
        "56, 000, PASSED, refused by mTLS",
        "52, 000, PASSED, refused by mTLS",
        "35, 000, PASSED, refused by mTLS",
        "0, 200, FAILED, served",
        "0, 404, FAILED, served",
        "0, 503, INCONCLUSIVE, an unclear answer",
        "6, 000, INCONCLUSIVE, not reachable",
        "7, 000, INCONCLUSIVE, not reachable",
        "28, 000, INCONCLUSIVE, not reachable",
        "47, 000, INCONCLUSIVE, an unclear answer"
    })
    void underStrictOnlyAConnectionThatTheProxyEndedProvesAnything(
            int code, String status, Verdict verdict, String got) {
        is(strict.outside(curl(code, status, "curl: (" + code + ") words that differ")), verdict, got);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 200, PASSED, served",
        "56, 000, FAILED, refused by mTLS",
        "7, 000, FAILED, not reachable",
        "0, 503, FAILED, an unclear answer"
    })
    void whoIsToBeServedMustBe(int code, String status, Verdict verdict, String got) {
        is(permissive.outside(curl(code, status, "")), verdict, got);
        is(strict.inside(curl(code, status, "")), verdict, got);
    }

    @Test
    void theReasonHasTheExitCodeAndTheWords() {
        assertThat(strict.outside(curl(7, "000", "x\ncurl: (7) Failed to connect\n"))
                        .reason())
                .startsWith("curl exit code 7, curl: (7) Failed to connect: the connection did not open");
    }

    @Test
    void theCertificateThatWasPresentedMustLeadToTheRoot() {
        String shown = "Subject:\nIssuer:CN=Intermediate\n" + CaPem.text(PRESENTED);
        X509Certificate other = ISSUER.root(ROOT_KEY.getPublic(), ROOT_KEY.getPrivate(), NOW);
        KeyPair key = ISSUER.newKey();
        X509Certificate stranger = new CaIssuer("Others", 2048, Duration.ofDays(9), Duration.ofDays(9))
                .root(key.getPublic(), key.getPrivate(), NOW);

        CheckResult fine = strict.certificate(curl(56, shown, "curl: (56) alert certificate required"));
        is(fine, Verdict.PASSED, "chains to CN=Root CA,O=Istio");
        assertThat(fine.details()).containsKeys("issuer", "expires");
        is(
                new MeshVerdicts("STRICT", List.of(other)).certificate(curl(56, shown, "")),
                Verdict.PASSED,
                "chains to CN=Root CA,O=Istio");
        is(
                new MeshVerdicts("STRICT", List.of(stranger)).certificate(curl(56, shown, "")),
                Verdict.FAILED,
                "issued by O=Istio,CN=Root CA".replace("O=Istio,CN=Root CA", "CN=Root CA,O=Istio"));
    }

    @Test
    void withoutACertificateTheAnswerDecides() {
        is(strict.certificate(curl(35, "", "curl: (35) wrong version number")), Verdict.FAILED, "none presented");
        is(strict.certificate(curl(28, "", "")), Verdict.INCONCLUSIVE, "not reachable");
        is(
                strict.certificate(curl(0, "", "curl: unknown --write-out variable: 'certs'")),
                Verdict.INCONCLUSIVE,
                "no look");
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        List<CheckResult> results = List.of(
                strict.outside(curl(56, "000", "reset")), strict.certificate(curl(56, CaPem.text(PRESENTED), "")));

        assertThat(MeshVerdicts.read(MeshVerdicts.write(results))).isEqualTo(results);
    }
}
