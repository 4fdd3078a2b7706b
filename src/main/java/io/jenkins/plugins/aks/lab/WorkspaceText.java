package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.WorkspaceFile;
import java.util.List;

/** Single text files of the build's workspace. */
final class WorkspaceText {
    private WorkspaceText() {}

    /** @param parameter the step's parameter that names the file */
    static String read(AksSession session, String parameter, String path)
            throws OperationException, TransientException {
        List<WorkspaceFile> files = session.workspace().read(parameter, List.of(path));
        if (files.size() != 1) {
            throw new InvalidParameterException(
                    parameter, path, "one file; this is " + files.size() + " of them", "Name the file.");
        }
        return files.get(0).text();
    }
}
