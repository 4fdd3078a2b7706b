package io.jenkins.plugins.aks.sandbox.hubble;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A gRPC server on a loopback port that answers {@code observer.Observer/GetFlows} and wants a client certificate. */
final class FlowServer implements AutoCloseable {
    private static final String SERVICE = "observer.Observer";
    /** Kept, because the log manager holds loggers weakly. A client that is refused is no news. */
    private static final Logger QUIET = Logger.getLogger("io.grpc.okhttp");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final Server server;

    private FlowServer(Server server) {
        this.server = server;
    }

    static FlowServer start(String certificate, String key, String authority, FlowSource source) throws IOException {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(SERVICE + "/GetFlows")
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        ServerServiceDefinition service = ServerServiceDefinition.builder(SERVICE)
                .addMethod(method, (call, headers) -> new Call(call, source))
                .build();
        Server server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TlsServerCredentials.newBuilder()
                                .keyManager(stream(certificate), stream(key))
                                .trustManager(stream(authority))
                                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                                .build())
                .addService(service)
                .build()
                .start();
        return new FlowServer(server);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** Messages as their bytes. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One call: the request, then flows from a thread of its own. */
    private static final class Call extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final FlowSource source;
        private FlowSender sender;

        private Call(ServerCall<byte[], byte[]> call, FlowSource source) {
            this.call = call;
            this.source = source;
            call.request(1);
        }

        @Override
        public void onMessage(byte[] message) {
            try {
                sender = new FlowSender(call, new FlowRequest(message), source);
            } catch (IllegalArgumentException refused) {
                call.close(Status.INVALID_ARGUMENT.withDescription(refused.getMessage()), new Metadata());
            }
        }

        @Override
        public void onHalfClose() {
            if (sender != null) {
                sender.start();
            }
        }

        @Override
        public void onCancel() {
            if (sender != null) {
                sender.stop();
            }
        }
    }
}
