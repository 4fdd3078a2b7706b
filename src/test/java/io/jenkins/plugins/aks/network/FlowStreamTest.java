package io.jenkins.plugins.aks.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.jenkins.plugins.aks.sandbox.hubble.HubbleCertificates;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** A long stream, from a relay that sends as fast as it may. */
class FlowStreamTest {
    private static final int FLOWS = 10_000;
    private static final int KEPT = 20;

    private final HubbleCertificates hubble = new HubbleCertificates();
    private final HubbleCertificates.Issued issued = hubble.issue("*.hubble-relay.cilium.io");

    /** Sends flows as long as the client takes them. */
    private static final class Sender extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private int sent;
        private boolean begun;

        private Sender(ServerCall<byte[], byte[]> call) {
            this.call = call;
            call.request(1);
        }

        @Override
        public void onHalfClose() {
            call.sendHeaders(new Metadata());
            begun = true;
            onReady();
        }

        @Override
        public void onReady() {
            while (begun && sent < FLOWS && call.isReady()) {
                call.sendMessage(message(sent++));
                if (sent == FLOWS) {
                    call.close(Status.OK, new Metadata());
                }
            }
        }
    }

    private static byte[] message(int number) {
        ProtoWriter world = new ProtoWriter().number(2, 2).text(4, "reserved:world");
        ProtoWriter pod = new ProtoWriter()
                .number(2, 900)
                .text(3, "pets")
                .text(4, "k8s:app=web")
                .text(5, "web-" + number);
        ProtoWriter flow = new ProtoWriter()
                .time(1, Instant.ofEpochSecond(1_700_000_000L + number))
                .number(2, number % 4 == 0 ? 2 : 1)
                .message(5, new ProtoWriter().text(1, "203.0.113.1").text(2, "10.0.0.1"))
                .message(
                        6,
                        new ProtoWriter()
                                .message(1, new ProtoWriter().number(1, 40_000).number(2, 80)))
                .message(8, world)
                .message(9, pod)
                .number(22, 1)
                .number(25, number % 4 == 0 ? 133 : 0)
                .text(34, "a field that nobody reads");
        return new ProtoWriter().message(1, flow).text(1000, "node").bytes();
    }

    @Test
    void tenThousandFlowsAreCountedAndFewAreKept() throws Exception {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName("observer.Observer/GetFlows")
                .setRequestMarshaller(new ByteMarshaller())
                .setResponseMarshaller(new ByteMarshaller())
                .build();
        Server server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TlsServerCredentials.newBuilder()
                                .keyManager(stream(issued.certificate()), stream(issued.pkcs8Key()))
                                .trustManager(stream(hubble.authority()))
                                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                                .build())
                .addService(ServerServiceDefinition.builder("observer.Observer")
                        .addMethod(method, (call, headers) -> new Sender(call))
                        .build())
                .build()
                .start();
        List<FlowExpectation> expected = FlowExpectation.parse(
                "expect", List.of(Map.of("verdict", "dropped", "from", "world", "to", "pets/web-4", "atLeast", 1)), "");
        FlowTail tail = new FlowTail(KEPT, expected);
        try (FlowStream stream = FlowStream.open(
                (InetSocketAddress) server.getListenSockets().get(0),
                Relay.SERVER_NAME,
                keys(),
                new byte[0],
                60,
                tail)) {
            Instant limit = Instant.now().plusSeconds(60);
            while (stream.ended().isEmpty() && Instant.now().isBefore(limit)) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            assertThat(stream.ended().map(Status::getCode)).isEqualTo(Optional.of(Status.Code.OK));
        } finally {
            server.shutdownNow();
        }

        assertThat(tail.seen()).isEqualTo(FLOWS);
        assertThat(tail.newest()).hasSize(KEPT);
        assertThat(tail.newest().get(KEPT - 1).destination().pod()).isEqualTo("web-9999");
        assertThat(tail.takeUnread()).hasSize(KEPT);
        assertThat(tail.skipped()).isEqualTo(FLOWS - KEPT);
        assertThat(tail.drops()).hasSizeLessThanOrEqualTo(50);
        assertThat(tail.verdicts()).containsEntry("DROPPED", 2500L).containsEntry("FORWARDED", 7500L);
        // web-4, and of web-40 to 49, 400 to 499 and 4000 to 4999 every fourth.
        assertThat(tail.matched(0)).isEqualTo(1 + 3 + 25 + 250);
    }

    private SSLSocketFactory keys() throws Exception {
        ObjectNode secret = new ObjectMapper().createObjectNode();
        secret.putObject("data")
                .put("tls.crt", base64(issued.certificate()))
                .put("tls.key", base64(issued.traditionalKey()))
                .put("ca.crt", base64(hubble.authority()));
        return RelayKeys.tls(secret, Instant.parse("2026-11-22T10:00:00Z"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
