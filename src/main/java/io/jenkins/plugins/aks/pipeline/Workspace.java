package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The files of the build's workspace, wherever its agent is. */
public interface Workspace {

    /**
     * Reads files, in the order of the patterns and then of their paths.
     *
     * @param parameter of the step that names the patterns, for errors
     * @param patterns as Ant has them, relative to the workspace, e.g. {@code k8s/**}{@code /*.yaml}; a directory means all
     *     files in it
     * @throws OperationException where the step has no workspace, a pattern leads out of it or finds nothing, or a file is
     *     too large
     * @throws TransientException while the agent can't be reached
     */
    List<WorkspaceFile> read(String parameter, List<String> patterns) throws OperationException, TransientException;

    /**
     * Writes a file as UTF-8, with the folders that it needs; what was there before is replaced.
     *
     * @param parameter of the step that names the path, for errors
     * @param path relative to the workspace
     * @throws OperationException where the step has no workspace or the path leads out of it
     * @throws TransientException while the agent can't be reached
     */
    void write(String parameter, String path, String text) throws OperationException, TransientException;

    /**
     * Writes a file that only the agent's own user can read, beside the workspace, where it is neither archived nor stashed.
     *
     * @param parameter what to name in errors
     * @param name of the file, unique in the build
     * @return its path on the agent
     */
    default String writePrivate(String parameter, String name, SecretText text)
            throws OperationException, TransientException {
        throw new OperationException(parameter + ": this workspace keeps no private files");
    }

    /** Removes such a file; one that is not there is as good. */
    default void removePrivate(String parameter, String name) throws OperationException, TransientException {
        throw new OperationException(parameter + ": this workspace keeps no private files");
    }

    /**
     * Writes all files of a folder as a tar archive, whatever their size; it may take long, so not on a thread of the engine.
     * What version control keeps beside the files ({@code .git} and the like) is left out.
     *
     * @param parameter of the step that names the folder, for errors
     * @param folder relative to the workspace; {@code .} for the workspace itself
     * @throws OperationException where the step has no workspace, the folder leads out of it, or is none
     * @throws TransientException while the agent can't be reached
     * @throws IOException where {@code out} fails
     */
    void tar(String parameter, String folder, OutputStream out)
            throws OperationException, TransientException, IOException;
}
