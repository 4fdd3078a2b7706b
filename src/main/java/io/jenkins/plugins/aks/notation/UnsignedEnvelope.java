package io.jenkins.plugins.aks.notation;

import java.util.function.UnaryOperator;

/**
 * An envelope that waits for its signature, so that the key can be anywhere.
 *
 * @param kind dictates how the bytes are hashed and signed
 * @param toBeSigned the bytes to sign
 * @param finish puts the signature in and gives the envelope's bytes
 */
public record UnsignedEnvelope(KeyKind kind, byte[] toBeSigned, UnaryOperator<byte[]> finish) {
    /** The digest that a remote key signs. */
    public byte[] digest() {
        return kind.digest(toBeSigned);
    }

    /** @param signature RSA as it is, ECDSA as r and s one after the other */
    public byte[] complete(byte[] signature) {
        return finish.apply(signature);
    }
}
