package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Exec over SPDY: a stream of its own for each standard stream that was asked for, and one for the status. */
final class SpdyExec implements ExecPeer {
    private static final String ERROR = "error";

    private final SpdyConnection connection;
    private final Set<String> wanted;
    private final Runnable begin;
    private final Map<String, SpdyStream> streams = new ConcurrentHashMap<>();

    /**
     * @param wanted the types of the streams that the client will open: {@code stdin}, {@code stdout}, {@code stderr}
     * @param begin called once all are there
     */
    SpdyExec(SpdyConnection connection, Set<String> wanted, Runnable begin) {
        this.connection = connection;
        this.wanted = wanted;
        this.begin = begin;
    }

    void opened(SpdyStream stream) {
        boolean before = complete();
        streams.put(stream.header("streamtype"), stream);
        if (!before && complete()) {
            begin.run();
        }
    }

    private boolean complete() {
        return streams.containsKey(ERROR) && streams.keySet().containsAll(wanted);
    }

    @Override
    public InputStream stdin() {
        SpdyStream stream = streams.get("stdin");
        return stream == null ? InputStream.nullInputStream() : stream.input();
    }

    @Override
    public OutputStream output(boolean error) {
        SpdyStream stream = streams.get(error ? "stderr" : "stdout");
        return stream == null ? OutputStream.nullOutputStream() : stream;
    }

    @Override
    public void end(byte[] status) throws IOException {
        for (String output : wanted) {
            if (!output.equals("stdin")) {
                streams.get(output).close();
            }
        }
        streams.get(ERROR).write(status);
        streams.get(ERROR).close();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }
}
