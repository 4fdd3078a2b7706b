package io.jenkins.plugins.aks.sandbox.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What listens on a container's port, for port-forward and for clients in other pods. Found by
 * {@link java.util.ServiceLoader} and asked before the built-in one, which serves HTTP on the ports that an image is known
 * to open.
 */
public interface PortListener {

    boolean listens(PortCall call);

    /** Serves one connection until either side closes it; runs on a thread of its own. */
    void serve(PortCall call, InputStream in, OutputStream out) throws IOException;
}
