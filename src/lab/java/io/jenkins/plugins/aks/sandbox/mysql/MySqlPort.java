package io.jenkins.plugins.aks.sandbox.mysql;

import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import java.io.InputStream;
import java.io.OutputStream;

/** The port of a server, for whoever looks whether it is open. The wire protocol itself is not simulated. */
public final class MySqlPort implements PortListener {
    @Override
    public boolean listens(PortCall call) {
        return Server.of(call.pod(), call.port(), call.cluster())
                .filter(Server::isUp)
                .isPresent();
    }

    @Override
    public void serve(PortCall call, InputStream in, OutputStream out) {
        // The connection is closed at once.
    }
}
