package io.jenkins.plugins.aks.notation;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The six kinds of keys that may sign. The key dictates the algorithm: there is exactly one for each kind. */
public enum KeyKind {
    RSA_2048(2048, "PS256", -37, "SHA-256"),
    RSA_3072(3072, "PS384", -38, "SHA-384"),
    RSA_4096(4096, "PS512", -39, "SHA-512"),
    EC_256(256, "ES256", -7, "SHA-256"),
    EC_384(384, "ES384", -35, "SHA-384"),
    EC_521(521, "ES512", -36, "SHA-512");

    private static final Map<ASN1ObjectIdentifier, KeyKind> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, EC_256,
            SECObjectIdentifiers.secp384r1, EC_384,
            SECObjectIdentifiers.secp521r1, EC_521);

    private final int bits;
    private final String jwa;
    private final int cose;
    private final String hash;

    KeyKind(int bits, String jwa, int cose, String hash) {
        this.bits = bits;
        this.jwa = jwa;
        this.cose = cose;
        this.hash = hash;
    }

    /** The kind of a public key; RSA sizes count whole bytes of the modulus, as the reference implementation does. */
    public static KeyKind of(PublicKey key) throws NotationException {
        if (key instanceof RSAPublicKey rsa && rsa.getAlgorithm().equals("RSA")) {
            int size = (rsa.getModulus().bitLength() + 7) / 8 * 8;
            return find(kind -> kind.isRsa() && kind.bits == size)
                    .orElseThrow(() -> new NotationException("rsa key size " + size + " bits is not supported"));
        }
        if (key instanceof ECPublicKey ec) {
            ASN1Encodable curve = SubjectPublicKeyInfo.getInstance(ec.getEncoded())
                    .getAlgorithm()
                    .getParameters();
            return Optional.ofNullable(CURVES.get(curve))
                    .orElseThrow(() -> new NotationException("ecdsa key size "
                            + ec.getParams().getCurve().getField().getFieldSize() + " bits is not supported"));
        }
        throw new NotationException("key type " + key.getAlgorithm() + " is not supported");
    }

    static Optional<KeyKind> ofCose(int algorithm) {
        return find(kind -> kind.cose == algorithm);
    }

    static Optional<KeyKind> ofJwa(String algorithm) {
        return find(kind -> kind.jwa.equals(algorithm));
    }

    private static Optional<KeyKind> find(Predicate<KeyKind> wanted) {
        return Stream.of(values()).filter(wanted).findFirst();
    }

    public boolean isRsa() {
        return jwa.startsWith("PS");
    }

    public int bits() {
        return bits;
    }

    /** The algorithm's name in JSON Web Algorithms and in Key Vault, e.g. {@code PS256}. */
    public String jwa() {
        return jwa;
    }

    int cose() {
        return cose;
    }

    /** The hash of what is to be signed: what a remote key signs. */
    public byte[] digest(byte[] toBeSigned) {
        try {
            return MessageDigest.getInstance(hash).digest(toBeSigned);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hash + " is part of every JDK", e);
        }
    }

    /** Signs with a key at hand. */
    public byte[] sign(PrivateKey key, byte[] toBeSigned) throws NotationException {
        try {
            Signature signature = signature();
            signature.initSign(key);
            signature.update(toBeSigned);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new NotationException("Signing with " + jwa + " failed: " + e.getMessage(), e);
        }
    }

    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        if (signature.length != signatureLength()) {
            return false;
        }
        try {
            Signature verifier = signature();
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private int signatureLength() {
        int bytes = (bits + 7) / 8;
        return isRsa() ? bytes : 2 * bytes;
    }

    private Signature signature() throws GeneralSecurityException {
        if (!isRsa()) {
            return Signature.getInstance(hash.replace("-", "") + "withECDSAinP1363Format");
        }
        Signature pss = Signature.getInstance("RSASSA-PSS");
        int salt = Integer.parseInt(hash.substring("SHA-".length())) / 8;
        pss.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        return pss;
    }
}
