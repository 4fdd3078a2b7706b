package io.jenkins.plugins.aks.pipeline;

/**
 * A file of the build's workspace.
 *
 * @param path relative to the workspace, with slashes
 */
public record WorkspaceFile(String path, byte[] content) {

    /** As UTF-8. */
    public String text() {
        return new String(content, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Without the content. */
    @Override
    public String toString() {
        return path;
    }
}
