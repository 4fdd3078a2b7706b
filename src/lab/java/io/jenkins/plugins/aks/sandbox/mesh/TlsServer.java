package io.jenkins.plugins.aks.sandbox.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The server's side of TLS on a pair of streams: a handshake, then nothing more until the client goes. */
final class TlsServer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final InputStream in;
    private final OutputStream out;
    private final ByteBuffer received;
    private final ByteBuffer sent;
    private final ByteBuffer plain;

    TlsServer(Identity identity, InputStream in, OutputStream out) {
        this.engine = context(identity).createSSLEngine();
        this.in = in;
        this.out = out;
        engine.setUseClientMode(false);
        engine.setHandshakeApplicationProtocolSelector((own, offered) -> offered.contains("h2") ? "h2" : "");
        this.received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() * 2);
        this.sent = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() * 2);
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize() * 2);
        received.flip();
    }

    private static SSLContext context(Identity identity) {
        try {
            char[] password = {'x'};
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", identity.key(), password, identity.chain().toArray(new X509Certificate[0]));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot serve TLS", e);
        }
    }

    void serve() throws IOException {
        try {
            engine.beginHandshake();
            while (step()) {
                // Until either side has closed.
            }
        } catch (SSLException e) {
            // What is no handshake is answered by an alert, which the engine has ready.
            flush();
        }
    }

    /** @return whether there is more to come */
    private boolean step() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> flush();
            default -> {
                return unwrap();
            }
        }
        return !engine.isOutboundDone();
    }

    private boolean unwrap() throws IOException {
        plain.clear();
        SSLEngineResult result = engine.unwrap(received, plain);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            engine.closeOutbound();
            flush();
            return false;
        }
        return result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW || read();
    }

    private boolean read() throws IOException {
        received.compact();
        int count = in.read(received.array(), received.position(), received.remaining());
        if (count > 0) {
            received.position(received.position() + count);
        }
        received.flip();
        return count > 0;
    }

    private void flush() throws IOException {
        do {
            sent.clear();
            SSLEngineResult result = engine.wrap(NOTHING, sent);
            out.write(sent.array(), 0, sent.position());
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                break;
            }
        } while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
        out.flush();
    }
}
