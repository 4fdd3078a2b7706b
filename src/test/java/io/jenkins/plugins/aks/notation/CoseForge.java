package io.jenkins.plugins.aks.notation;

import com.upokecenter.cbor.CBORObject;

/** Takes a good COSE envelope apart, and signs it again after a test changed it. */
final class CoseForge {
    private final TestSigner signer;
    final CBORObject signed;
    final CBORObject other;
    byte[] payload;

    private CoseForge(TestSigner signer, byte[] good) {
        this.signer = signer;
        CBORObject message = CBORObject.DecodeFromBytes(good);
        this.signed = CBORObject.DecodeFromBytes(message.get(0).GetByteString());
        this.other = message.get(1);
        this.payload = message.get(2).GetByteString();
    }

    static CoseForge of(TestSigner signer) throws NotationException {
        return new CoseForge(signer, signer.sign(EnvelopeFormat.COSE));
    }

    static CBORObject label(Object name) {
        return CBORObject.FromObject(name);
    }

    void set(Object label, Object value) {
        signed.Set(label(label), CBORObject.FromObject(value));
    }

    void setTime(String label, int tag, Object value) {
        signed.Set(label(label), CBORObject.FromObjectAndTag(CBORObject.FromObject(value), tag));
    }

    void critical(Object... labels) {
        CBORObject array = CBORObject.NewArray();
        for (Object label : labels) {
            array.Add(label(label));
        }
        signed.Set(label(CoseWriter.CRITICAL), array);
    }

    byte[] bytes() throws NotationException {
        return bytes(signed.EncodeToBytes());
    }

    /** @param header the signed header, whatever a test makes of it */
    byte[] bytes(byte[] header) throws NotationException {
        KeyKind kind = KeyKind.of(signer.chain().get(0).getPublicKey());
        return bytes(header, kind.sign(signer.key(), CoseWriter.toBeSigned(header, payload)));
    }

    byte[] bytes(byte[] header, byte[] signature) {
        CBORObject message = CBORObject.NewArray();
        message.Add(header).Add(other).Add(payload).Add(signature);
        return CBORObject.FromObjectAndTag(message, CoseWriter.SIGN1_TAG).EncodeToBytes();
    }
}
