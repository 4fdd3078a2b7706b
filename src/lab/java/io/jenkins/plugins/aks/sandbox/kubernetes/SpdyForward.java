package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Port-forward over SPDY: for each connection the client opens two streams, errors and data, with one request id. */
final class SpdyForward {
    private final Cluster cluster;
    private final ObjectNode pod;
    private final Consumer<StreamUpgrades.Task> runner;
    private final Map<String, SpdyStream> waiting = new ConcurrentHashMap<>();

    SpdyForward(Cluster cluster, ObjectNode pod, Consumer<StreamUpgrades.Task> runner) {
        this.cluster = cluster;
        this.pod = pod;
        this.runner = runner;
    }

    void opened(SpdyStream stream) {
        String request = stream.header("requestid");
        SpdyStream other = waiting.remove(request);
        if (other == null) {
            waiting.put(request, stream);
            return;
        }
        boolean isData = stream.header("streamtype").equals("data");
        runner.accept(() -> serve(isData ? stream : other, isData ? other : stream));
    }

    private void serve(SpdyStream data, SpdyStream errors) throws IOException {
        int port = Integer.parseInt(data.header("port"));
        try {
            ForwardedPort.serve(cluster.view(), pod, port, data.input(), data, errors);
        } finally {
            errors.close();
            data.close();
        }
    }
}
