package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A client of exec or attach, over whichever protocol. */
interface ExecPeer {
    InputStream stdin();

    /** @param error for standard error */
    OutputStream output(boolean error);

    /** Sends how it ended, a {@code Status}, and closes. */
    void end(byte[] status) throws IOException;

    boolean isOpen();
}
