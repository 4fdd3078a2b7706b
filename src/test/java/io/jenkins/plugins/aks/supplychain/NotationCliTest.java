package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.EnvelopeFormat;
import io.jenkins.plugins.aks.notation.KeyKind;
import io.jenkins.plugins.aks.notation.TestSigner;
import io.jenkins.plugins.aks.registry.Manifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we sign the notation CLI verifies, and the other way round: each kind of key, both formats, both kinds of list. */
class NotationCliTest {
    @TempDir
    private Path home;

    private final ChainSession session = new ChainSession();

    static Stream<Arguments> all() {
        return Stream.of(KeyKind.values())
                .flatMap(kind -> Stream.of(EnvelopeFormat.values()).map(format -> Arguments.of(kind, format)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void bothDirections(KeyKind kind, EnvelopeFormat format) throws Exception {
        session.now = Instant.now();
        TestSigner signer = TestSigner.validAt(kind, session.now);
        NotationCli cli = NotationCli.of(home, signer);
        session.secrets.put("signer", NotationSignTest.pem(signer));
        for (boolean listsReferrers : new boolean[] {true, false}) {
            try (PlainRegistry registry = new PlainRegistry(listsReferrers)) {
                weSignTheyVerify(registry, cli, format);
                theySignWeVerify(registry, cli, format, signer);
            }
        }
    }

    private void weSignTheyVerify(PlainRegistry registry, NotationCli cli, EnvelopeFormat format) throws Exception {
        String image = image(registry, "ours");
        NotationSignStep sign = new NotationSignStep();
        sign.setImage(image);
        sign.setSigningCredentialsId("signer");
        sign.setFormat(format.id());
        sign.setExpiry("1h");
        sign.setMetadata(Map.of("build", "42"));
        session.run(sign.operation(FixedScope.of("s", "g")));
        assertThat(cli.run(0, "verify", "--insecure-registry", "--user-metadata", "build=42", image))
                .contains("Successfully verified signature for " + image);
        assertThat(cli.run(1, "verify", "--insecure-registry", "--user-metadata", "build=43", image))
                .contains("signature verification failed");
    }

    private void theySignWeVerify(PlainRegistry registry, NotationCli cli, EnvelopeFormat format, TestSigner signer)
            throws Exception {
        String image = image(registry, "theirs");
        String[] sign = {
            "sign",
            "--insecure-registry",
            "--signature-format",
            format.id(),
            "--expiry",
            "1h",
            "--user-metadata",
            "build=42",
            image
        };
        assertThat(cli.run(0, sign)).contains("Successfully signed " + image);
        session.now = Instant.now();
        NotationVerifyStep verify = new NotationVerifyStep();
        verify.setImage(image);
        verify.setTrustStores(
                Map.of("ca:test", NotationSignTest.block("CERTIFICATE", Certificates.der(signer.root()))));
        verify.setTrustedIdentities(List.of("x509.subject: C=US,ST=WA,O=Notation"));
        verify.setMetadata(Map.of("build", "42"));
        assertThat(session.run(verify.operation(FixedScope.of("s", "g"))))
                .as(Arrays.toString(sign))
                .containsEntry("verified", true)
                .containsEntry("format", format.id());
    }

    private static String image(PlainRegistry registry, String content) {
        Manifest image = registry.image("net-monitor", content, content);
        return registry.host() + "/net-monitor@" + image.digest();
    }
}
