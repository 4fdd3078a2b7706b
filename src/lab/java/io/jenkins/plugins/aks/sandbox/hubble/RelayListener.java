package io.jenkins.plugins.aks.sandbox.hubble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Hubble Relay: gRPC over mutual TLS on its port. Each connection has a server of its own, which ends with it. */
public final class RelayListener implements PortListener {
    /** The Secret with the server's own certificate. */
    public static final String SERVER_SECRET = "hubble-relay-server-certs";

    private static final int PORT = 4245;
    private static final int BUFFER = 32 << 10;

    @Override
    public boolean listens(PortCall call) {
        return call.port() == PORT
                && call.pod().at("/metadata/namespace").asText().equals("kube-system")
                && call.pod().at("/metadata/labels/k8s-app").asText().equals("hubble-relay");
    }

    @Override
    public void serve(PortCall call, InputStream in, OutputStream out) throws IOException {
        ClusterView cluster = call.cluster();
        ObjectNode secret = cluster.get("Secret", "kube-system", SERVER_SECRET)
                .orElseThrow(() -> new IOException("the relay has no certificate"));
        try (FlowServer server = FlowServer.start(
                        part(secret, "tls.crt"),
                        part(secret, "tls.key"),
                        part(secret, "ca.crt"),
                        new FlowSource(cluster, () -> isSame(call)));
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            Thread answers = new Thread(() -> copyUntilClosed(socket, out), "hubble-relay-answers");
            answers.setDaemon(true);
            answers.start();
            // A client that goes away ends the input; a pod that goes away ends the answers, and so the connection.
            Thread requests = new Thread(() -> copyUntilClosed(in, socket), "hubble-relay-requests");
            requests.setDaemon(true);
            requests.start();
            answers.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String part(ObjectNode secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.path("data").path(key).asText()), StandardCharsets.UTF_8);
    }

    /** Whether the container is still the one that the client connected to. */
    private static boolean isSame(PortCall call) {
        JsonNode before = call.pod();
        Optional<ObjectNode> now = call.cluster()
                .get("Pod", "kube-system", before.at("/metadata/name").asText());
        String restarts = "/status/containerStatuses/0/restartCount";
        return now.isPresent()
                && now.get().at("/metadata/uid").equals(before.at("/metadata/uid"))
                && !now.get().at("/metadata/deletionTimestamp").isTextual()
                && now.get().at(restarts).asInt() == before.at(restarts).asInt();
    }

    private static void copyUntilClosed(Socket from, OutputStream to) {
        try {
            copy(from.getInputStream(), to);
        } catch (IOException e) {
            // One side went away; that is how connections end.
        }
    }

    private static void copyUntilClosed(InputStream from, Socket to) {
        try {
            copy(from, to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // One side went away; that is how connections end.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            to.flush();
        }
    }
}
