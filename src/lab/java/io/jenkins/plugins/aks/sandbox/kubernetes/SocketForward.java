package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Port-forward over a WebSocket: two channels for each port, data and errors, each begins with the port's number. */
final class SocketForward extends ChannelSocket {
    private final Cluster cluster;
    private final ObjectNode pod;
    private final List<Integer> ports;
    private final List<MessageStream> inputs = new ArrayList<>();

    SocketForward(WebSocketChannel socket, Cluster cluster, ObjectNode pod, List<Integer> ports) {
        super(socket);
        this.cluster = cluster;
        this.pod = pod;
        this.ports = ports;
        ports.forEach(port -> inputs.add(new MessageStream()));
    }

    void start(Consumer<StreamUpgrades.Task> runner) {
        open();
        for (int i = 0; i < ports.size(); i++) {
            int index = i;
            runner.accept(() -> serve(index));
        }
    }

    private void serve(int index) throws IOException {
        int port = ports.get(index);
        byte[] number = {(byte) port, (byte) (port >> 8)};
        send(2 * index, number, 0, 2);
        send(2 * index + 1, number, 0, 2);
        ForwardedPort.serve(cluster.view(), pod, port, inputs.get(index), output(2 * index), output(2 * index + 1));
        close();
    }

    @Override
    void received(int channel, byte[] data) {
        if (channel % 2 == 0 && channel / 2 < inputs.size()) {
            inputs.get(channel / 2).offer(data);
        }
    }

    @Override
    void gone() {
        inputs.forEach(MessageStream::end);
    }
}
