package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** No envelope in which a bit was changed is valid; only what names the signing software, which nobody checks, may change. */
class BitFlipTest {
    /** Both before the name and its value: the text's head. */
    private static final int HEADS = 3;

    @Test
    void noByteOfACoseEnvelopeCanChange() throws NotationException {
        assertNoByteCanChange(TestSigner.selfSigned(KeyKind.EC_256), EnvelopeFormat.COSE);
    }

    @Test
    void noByteOfAChainCanChange() throws NotationException {
        assertNoByteCanChange(TestSigner.chained(KeyKind.EC_256), EnvelopeFormat.COSE);
    }

    @Test
    void noByteOfAJwsEnvelopeCanChange() throws NotationException {
        assertNoByteCanChange(TestSigner.selfSigned(KeyKind.EC_256), EnvelopeFormat.JWS);
    }

    @Property(tries = 400)
    void noBitCanChangeWithAnyKindOfKey(@ForAll("signers") Signed signed, @ForAll @IntRange(max = 1 << 20) int place)
            throws NotationException {
        int bit = place % (signed.envelope.length * 8);
        if (!signed.isFree(bit / 8)) {
            assertThat(signed.flipped(bit)).isNotNull();
        }
    }

    @Provide
    Arbitrary<Signed> signers() {
        return Arbitraries.of(KeyKind.class).flatMap(kind -> Arbitraries.of(EnvelopeFormat.class)
                .map(format -> Signed.by(TestSigner.chained(kind), format)));
    }

    private static void assertNoByteCanChange(TestSigner signer, EnvelopeFormat format) throws NotationException {
        Signed signed = Signed.by(signer, format);
        assertThat(signed.failure(signed.envelope)).isEmpty();
        for (int place = 0; place < signed.envelope.length; place++) {
            if (!signed.isFree(place)) {
                assertThat(signed.flipped(8 * place + place % 8))
                        .as("byte " + place)
                        .isNotNull();
            }
        }
    }

    /** A signer and what they signed. */
    private record Signed(TestSigner signer, EnvelopeFormat format, byte[] envelope) {
        static Signed by(TestSigner signer, EnvelopeFormat format) {
            try {
                return new Signed(signer, format, signer.sign(format, Optional.empty(), Map.of("build", "42")));
            } catch (NotationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Whether a byte belongs to the signing agent. */
        boolean isFree(int place) {
            String text = new String(envelope, StandardCharsets.ISO_8859_1);
            int name = text.indexOf(Headers.AGENT);
            int end = text.indexOf("test/1") + "test/1".length();
            return place >= name - HEADS && place <= end;
        }

        /** @return why the changed envelope is refused, or nothing */
        String flipped(int bit) throws NotationException {
            byte[] changed = envelope.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            return failure(changed).orElse(null);
        }

        Optional<String> failure(byte[] bytes) throws NotationException {
            return Verification.trusting(signer.store()).verify(format, bytes).failure();
        }
    }
}
