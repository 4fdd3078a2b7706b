package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of policies and of certificates; the first vectors are notation-go's own. */
class DistinguishedNameTest {
    private static final KeyPair KEY = TestKeys.of(KeyKind.EC_256);

    @ParameterizedTest
    @ValueSource(
            strings = {"C=US,ST=California,O=Notary Project", "C=US,S=California,O=Notary Project", "O=x;C=US;ST=CA,L="
            })
    void good(String name) throws NotationException {
        assertThat(DistinguishedName.parse(name).attributes()).containsKeys("C", "ST", "O");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C=US,ST=California",
                "C=US,O=Notary Project",
                "invalid",
                "C=US,ST=California,O=Notary Project,S=California",
                "C=US,ST=California,O=Notary Project=#",
                "OU=Sales+CN=J.  Smith,DC=example,DC=net",
                "C=US,ST=WA,O=x+CN=y",
                "c=US,ST=WA,O=x",
                "C=US,ST=WA,O=",
                "C=US,ST=WA,O=x,",
                "C=US,ST=WA,=x",
                "C=US,ST=WA,O=x\\y",
                "C=US,ST=WA,O=x\\",
                ""
            })
    void bad(String name) {
        assertThatThrownBy(() -> DistinguishedName.parse(name))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("\"" + name + "\"");
    }

    @Test
    void blanksAndEscapes() throws NotationException {
        assertThat(DistinguishedName.parse(" C = US , ST=W\\2cA, O=a\\, b\\=\\\\ \\ ,CN=x=y, OU=caf\\C3\\A9")
                        .attributes())
                .isEqualTo(Map.of("C", "US", "ST", "W,A", "O", "a, b=\\  ", "CN", "x=y", "OU", "café"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C=US,ST=WA,O=Notation | true",
                "O=Notation,CN=signer,C=US,S=WA,L=Seattle | true",
                "C=US,ST=WA,O=notation | false",
                "C=US,ST=WA,O=Notation,OU=x | false",
                "C=DE,ST=WA,O=Notation | false"
            })
    void onlyASubsetOfTheSignersNameMatches(String identity, boolean valid) throws NotationException {
        TestSigner signer = TestSigner.selfSigned(KeyKind.EC_256);
        SignatureVerdict verdict = Verification.trusting(signer.store())
                .policyWith("trustedIdentities\":[\"*\"", "trustedIdentities\":[\"x509.subject: " + identity + "\"")
                .verify(EnvelopeFormat.COSE, signer.sign(EnvelopeFormat.COSE));
        assertThat(verdict.isValid()).isEqualTo(valid);
        if (!valid) {
            assertThat(verdict.failure().orElseThrow()).contains("does not match the X.509 trusted identities");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=x,O=y,C=US",
                "CN=x,OU=a,OU=b,O=y,ST=WA,C=US",
                "CN=x+O=y,ST=WA,C=US",
                "E=a@b.c,CN=x,O=y,ST=WA,C=US",
                "DC=x,O=y,ST=WA,C=US"
            })
    void certificatesWithOtherNamesHaveNone(String subject) {
        assertThatThrownBy(() -> DistinguishedName.of(
                        TestCertificate.leaf(KEY).named(subject).selfSigned()))
                .isInstanceOf(NotationException.class);
    }

    @Test
    void identitiesOfOtherKindsAloneTrustNobody() throws NotationException {
        TestSigner signer = TestSigner.selfSigned(KeyKind.EC_256);
        assertThat(Verification.trusting(signer.store())
                        .policyWith("trustedIdentities\":[\"*\"", "trustedIdentities\":[\"other: x\"")
                        .verify(EnvelopeFormat.COSE, signer.sign(EnvelopeFormat.COSE))
                        .failure())
                .contains("no x509 trusted identities are configured in the trust policy \"all\"");
    }
}
