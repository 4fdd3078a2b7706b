package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import io.jenkins.plugins.aks.sandbox.container.PortListeners;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One forwarded connection to a port of a pod. */
final class ForwardedPort {
    private ForwardedPort() {}

    static void serve(ClusterView view, ObjectNode pod, int port, InputStream in, OutputStream out, OutputStream errors)
            throws IOException {
        PortCall call = new PortCall(pod, port, view);
        Optional<PortListener> listener = PortListeners.of(call);
        if (listener.isEmpty()) {
            String text = "error forwarding port " + port + " to pod " + Meta.uid(pod)
                    + ", uid : failed to connect to localhost:" + port
                    + " inside the pod's namespace: dial tcp4 127.0.0.1:"
                    + port + ": connect: connection refused";
            errors.write(text.getBytes(StandardCharsets.UTF_8));
            errors.flush();
            return;
        }
        listener.get().serve(call, in, out);
        out.flush();
    }
}
