package io.jenkins.plugins.aks.network;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * One answer of Hubble Relay to {@code observer.Observer/GetFlows}: gRPC over mutual TLS. The next message is asked for
 * when the last one was taken in, so no more than a few are in memory. Close it when done.
 */
final class FlowStream implements AutoCloseable {
    private static final String METHOD = "observer.Observer/GetFlows";
    private static final int LARGEST_MESSAGE = 1 << 20;
    private static final int AHEAD = 16;
    private static final int CONNECTED = 1;

    private final ManagedChannel channel;
    private final ClientCall<byte[], byte[]> call;
    private final FlowTail tail;
    private volatile Status ended;

    private FlowStream(ManagedChannel channel, ClientCall<byte[], byte[]> call, FlowTail tail) {
        this.channel = channel;
        this.call = call;
        this.tail = tail;
    }

    /**
     * @param address of the port-forward
     * @param serverName that the server's certificate must have
     * @param seconds after which the stream is broken off
     */
    static FlowStream open(
            InetSocketAddress address,
            String serverName,
            SSLSocketFactory tls,
            byte[] request,
            long seconds,
            FlowTail tail) {
        ManagedChannel channel = OkHttpChannelBuilder.forAddress(address.getHostString(), address.getPort())
                .overrideAuthority(serverName)
                .sslSocketFactory(tls)
                // The port-forward already goes through Jenkins' proxy; what the JVM is set to does not count.
                .proxyDetector(target -> null)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .disableRetry()
                .directExecutor()
                .build();
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(METHOD)
                .setRequestMarshaller(new ByteMarshaller())
                .setResponseMarshaller(new ByteMarshaller())
                .build();
        ClientCall<byte[], byte[]> call =
                channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(seconds, TimeUnit.SECONDS));
        FlowStream stream = new FlowStream(channel, call, tail);
        call.start(stream.new Listener(), new Metadata());
        call.sendMessage(request);
        call.halfClose();
        call.request(AHEAD);
        return stream;
    }

    /** How the stream ended; empty as long as it goes on. */
    Optional<Status> ended() {
        return Optional.ofNullable(ended);
    }

    @Override
    public void close() {
        call.cancel("no longer needed", null);
        channel.shutdownNow();
    }

    /** Takes messages in on the connection's own thread. */
    private final class Listener extends ClientCall.Listener<byte[]> {
        @Override
        public void onMessage(byte[] message) {
            try {
                take(new ProtoReader(message));
                call.request(1);
            } catch (IOException e) {
                call.cancel(e.getMessage(), e);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended = status;
        }
    }

    private void take(ProtoReader in) throws IOException {
        while (in.next()) {
            switch (in.field()) {
                case 1 -> tail.add(FlowParser.parse(in.message()));
                case 2 -> nodeStatus(in.message());
                case 3 -> lost(in.message());
                default -> {}
            }
        }
    }

    /** {@code relay.NodeStatusEvent}: states above 1 are unavailable, gone and failed. */
    private void nodeStatus(ProtoReader in) throws IOException {
        long state = 0;
        List<String> names = new ArrayList<>();
        String message = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> state = in.number();
                case 2 -> names.add(in.text());
                case 3 -> message = in.text();
                default -> {}
            }
        }
        if (state > CONNECTED) {
            tail.trouble(String.join(", ", names), message);
        }
    }

    private void lost(ProtoReader in) throws IOException {
        while (in.next()) {
            if (in.field() == 2) {
                tail.lose(in.number());
            }
        }
    }
}
