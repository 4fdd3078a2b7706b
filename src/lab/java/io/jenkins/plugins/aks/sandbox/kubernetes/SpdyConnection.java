package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The server's end of SPDY/3.1 as kubectl uses it: the client opens streams, each side writes to them and ends them. */
final class SpdyConnection {
    private static final int CONTROL = 0x8003_0000;
    private static final int SYN_STREAM = 1;
    private static final int SYN_REPLY = 2;
    private static final int RST_STREAM = 3;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int FIN = 1;
    private static final int LARGEST = 1 << 20;

    private final InputStream in;
    private final OutputStream out;
    private final SpdyHeaders headers = new SpdyHeaders();
    private final Map<Integer, SpdyStream> streams = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    SpdyConnection(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    boolean isOpen() {
        return open;
    }

    /** Reads until the client goes away. */
    void run(Consumer<SpdyStream> opened) throws IOException {
        try {
            DataInputStream frames = new DataInputStream(in);
            while (true) {
                int first = frames.readInt();
                int second = frames.readInt();
                int length = second & 0xff_ffff;
                if (length > LARGEST) {
                    throw new IOException("a SPDY frame of " + length + " bytes");
                }
                byte[] body = frames.readNBytes(length);
                boolean last = (second >>> 24 & FIN) != 0;
                if (first >= 0) {
                    received(first, last, body);
                } else if ((first & 0xffff_0000) == CONTROL) {
                    control(first & 0xffff, last, body, opened);
                } else {
                    throw new IOException("a SPDY frame of another version");
                }
            }
        } catch (EOFException gone) {
            // The client has closed the connection, which is how it ends.
        } finally {
            open = false;
            streams.values().forEach(stream -> stream.input().end());
        }
    }

    private void received(int id, boolean last, byte[] data) {
        SpdyStream stream = streams.get(id);
        if (stream != null) {
            stream.input().offer(data);
            if (last) {
                stream.input().end();
            }
        }
    }

    private void control(int type, boolean last, byte[] body, Consumer<SpdyStream> opened) throws IOException {
        switch (type) {
            case SYN_STREAM -> {
                int id = number(body);
                byte[] block = java.util.Arrays.copyOfRange(body, 10, body.length);
                SpdyStream stream = new SpdyStream(this, id, headers.read(block));
                streams.put(id, stream);
                reply(id);
                if (last) {
                    stream.input().end();
                }
                opened.accept(stream);
            }
            case RST_STREAM -> received(number(body), true, new byte[0]);
            case PING -> send(PING, body);
            case GOAWAY -> open = false;
            default -> {
                // Settings and windows are advice that a small server need not take.
            }
        }
    }

    private static int number(byte[] body) {
        return java.nio.ByteBuffer.wrap(body).getInt() & 0x7fff_ffff;
    }

    private synchronized void reply(int id) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeInt(id);
        data.write(headers.none());
        send(SYN_REPLY, body.toByteArray());
    }

    private void send(int type, byte[] body) throws IOException {
        write(CONTROL | type, 0, body, 0, body.length);
    }

    void data(int id, boolean last, byte[] data, int offset, int length) throws IOException {
        write(id, last ? FIN : 0, data, offset, length);
    }

    private synchronized void write(int first, int flags, byte[] body, int offset, int length) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(length + 8);
        DataOutputStream data = new DataOutputStream(frame);
        data.writeInt(first);
        data.writeInt(flags << 24 | length);
        data.write(body, offset, length);
        out.write(frame.toByteArray());
        out.flush();
    }
}
