package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;

/** Text files of the build's workspace. */
final class WorkspaceText {
    private WorkspaceText() {}

    /** @param parameter the step's parameter that names the file */
    static String read(AksSession session, String parameter, String path)
            throws OperationException, TransientException {
        throw new OperationException(parameter + ": '" + path + "' cannot be read yet");
    }
}
