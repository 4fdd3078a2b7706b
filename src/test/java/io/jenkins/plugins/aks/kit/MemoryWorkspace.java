package io.jenkins.plugins.aks.kit;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.Workspace;
import io.jenkins.plugins.aks.pipeline.WorkspaceFile;
import io.jenkins.standin.TarFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A workspace in memory; a pattern is a whole path. */
public final class MemoryWorkspace implements Workspace {
    private final Map<String, byte[]> files = new TreeMap<>();

    public void put(String path, String text) {
        put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void put(String path, byte[] content) {
        files.put(path, content.clone());
    }

    @Override
    public List<WorkspaceFile> read(String parameter, List<String> patterns) throws OperationException {
        List<WorkspaceFile> found = new ArrayList<>();
        for (String path : patterns) {
            if (!files.containsKey(path)) {
                throw new InvalidParameterException(parameter, path, "a file of the workspace", "Put it there.");
            }
            found.add(new WorkspaceFile(path, files.get(path)));
        }
        return found;
    }

    @Override
    public void write(String parameter, String path, String text) {
        put(path, text);
    }

    @Override
    public void tar(String parameter, String folder, OutputStream out) throws OperationException, IOException {
        String prefix = folder.equals(".") ? "" : folder + "/";
        boolean any = false;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith(prefix)) {
                TarFile.entry(file.getKey().substring(prefix.length()), file.getValue(), false, out);
                any = true;
            }
        }
        if (!any) {
            throw new OperationException(parameter + ": " + folder + " is not in the workspace");
        }
        out.write(new byte[1024]);
    }

    /** Null where it was not written. */
    public String text(String path) {
        byte[] content = files.get(path);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }
}
