package io.jenkins.plugins.aks.notation;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a COSE_Sign1_Tagged envelope and verifies its signature; the signed header is used as the bytes received. */
final class CoseReader {
    private static final int MEMBERS = 4;
    private static final byte TAG_18 = (byte) 0xd2;
    private static final byte ARRAY_OF_4 = (byte) 0x84;

    private final byte[] bytes;

    CoseReader(byte[] bytes) {
        this.bytes = bytes;
    }

    Envelope read() throws NotationException {
        CBORObject message = message();
        byte[] signedHeader = byteString(message.get(0), "the signed header");
        CBORObject other = message.get(1);
        byte[] payload = byteString(message.get(2), "the payload");
        byte[] signature = byteString(message.get(3), "the signature");
        List<X509Certificate> chain = chain(other);
        KeyKind kind = KeyKind.of(chain.get(0).getPublicKey());
        CoseHeader header = new CoseHeader(StrictCbor.read(signedHeader));
        if (header.algorithm() != kind) {
            throw new NotationException("algorithm mismatch: verifier " + kind.jwa() + ": header "
                    + header.algorithm().jwa());
        }
        byte[] signed = CoseWriter.toBeSigned(signedHeader, payload);
        if (!kind.verifies(chain.get(0).getPublicKey(), signed, signature)) {
            throw new NotationException("signature is invalid. Error: verification error");
        }
        SignedAttributes attributes = header.attributes();
        header.checkContentType();
        return new Envelope(
                EnvelopeFormat.COSE, kind, payload, attributes, chain, signature, agent(other), timestamp(other));
    }

    private CBORObject message() throws NotationException {
        if (bytes.length < 2 || bytes[0] != TAG_18 || bytes[1] != ARRAY_OF_4) {
            throw new NotationException("unable to parse the digital signature: not a COSE_Sign1_Tagged message");
        }
        CBORObject message = StrictCbor.read(bytes).Untag();
        for (int i = 0; i < MEMBERS; i++) {
            refuseTags(message.get(i));
        }
        if (message.get(1).getType() != CBORType.Map) {
            throw new NotationException("the unprotected header is not a map");
        }
        return message;
    }

    private static void refuseTags(CBORObject value) throws NotationException {
        if (value.isTagged()) {
            throw new NotationException("a CBOR tag where none may be");
        }
        if (value.getType() == CBORType.Array || value.getType() == CBORType.Map) {
            for (CBORObject child : value.getValues()) {
                refuseTags(child);
            }
        }
    }

    private static List<X509Certificate> chain(CBORObject header) throws NotationException {
        CBORObject certificates = header.get(CBORObject.FromObject(CoseWriter.CHAIN));
        if (certificates == null || certificates.getType() != CBORType.Array || certificates.size() == 0) {
            throw new NotationException("certificate chain is not present");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (CBORObject certificate : certificates.getValues()) {
            chain.add(Certificates.fromDer(byteString(certificate, "a certificate")));
        }
        return chain;
    }

    private static String agent(CBORObject header) {
        CBORObject agent = header.get(CBORObject.FromObject(Headers.AGENT));
        return agent != null && agent.getType() == CBORType.TextString ? agent.AsString() : "";
    }

    private static Optional<byte[]> timestamp(CBORObject header) {
        CBORObject token = header.get(CBORObject.FromObject(Headers.TIMESTAMP));
        return token != null && token.getType() == CBORType.ByteString
                ? Optional.of(token.GetByteString())
                : Optional.empty();
    }

    private static byte[] byteString(CBORObject value, String name) throws NotationException {
        if (value.getType() != CBORType.ByteString) {
            throw new NotationException(name + " is not a byte string");
        }
        return value.GetByteString();
    }
}
