package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How an EC key says on which curve it is: only by the curve's name. */
class SigningKeyFileTest {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    private static PrivateKeyInfo onP256() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    }

    private static PrivateKeyInfo with(ASN1Encodable curve) throws Exception {
        PrivateKeyInfo named = onP256();
        ASN1ObjectIdentifier ec = named.getPrivateKeyAlgorithm().getAlgorithm();
        return new PrivateKeyInfo(new AlgorithmIdentifier(ec, curve), named.parsePrivateKey());
    }

    private static SigningKeyFile read(PrivateKeyInfo key) throws Exception {
        String pem = BEGIN + Base64.getMimeEncoder().encodeToString(key.getEncoded()) + END;
        return SigningKeyFile.read(new SecretContent(pem.getBytes(StandardCharsets.UTF_8), Optional.empty()));
    }

    static Stream<PrivateKeyInfo> withoutAName() throws Exception {
        return Stream.of(with(null), with(DERNull.INSTANCE), with(SECNamedCurves.getByName("secp256r1")));
    }

    @Test
    void aCurveByItsNameIsTaken() throws Exception {
        assertThat(read(onP256()).key().getAlgorithm()).isEqualTo("EC");
    }

    @ParameterizedTest
    @MethodSource("withoutAName")
    void aCurveThatIsOmittedOrWrittenOutIsRefusedWithWhatToDo(PrivateKeyInfo key) {
        assertThatThrownBy(() -> read(key))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("does not name its curve")
                .hasMessageContaining("-param_enc named_curve");
    }
}
