package io.jenkins.plugins.aks.pipeline;

import hudson.FilePath;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The workspace of the node around the step. It is asked for at each call: after a restart it is another object. */
final class AgentWorkspace implements Workspace {
    private static final int LARGEST = 10 << 20;
    private static final int MOST = 1000;
    private static final int FOLDER_MODE = 0700;
    private static final int FILE_MODE = 0600;

    private final StepContext context;

    AgentWorkspace(StepContext context) {
        this.context = context;
    }

    @Override
    public List<WorkspaceFile> read(String parameter, List<String> patterns)
            throws OperationException, TransientException {
        for (String pattern : patterns) {
            check(parameter, pattern);
        }
        try {
            FilePath root = context.get(FilePath.class);
            if (root == null) {
                throw new OperationException(
                        parameter + ": the step has no workspace to read " + String.join(", ", patterns)
                                + " from. Put it into a node { } block or a stage with an agent, and check out the"
                                + " files there.");
            }
            return read(parameter, patterns, root);
        } catch (IOException e) {
            throw new TransientException(parameter + ": the workspace cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException(parameter + ": reading the workspace was interrupted", e);
        }
    }

    @Override
    public void write(String parameter, String path, String text) throws OperationException, TransientException {
        check(parameter, path);
        try {
            FilePath root = context.get(FilePath.class);
            if (root == null) {
                throw new OperationException(parameter + ": the step has no workspace to write " + path
                        + " to. Put it into a node { } block or a stage with an agent.");
            }
            root.child(path).write(text, StandardCharsets.UTF_8.name());
        } catch (IOException e) {
            throw new TransientException(parameter + ": " + path + " cannot be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException(parameter + ": writing to the workspace was interrupted", e);
        }
    }

    @Override
    public String writePrivate(String parameter, String name, SecretText text)
            throws OperationException, TransientException {
        try {
            FilePath folder = privateFolder(parameter, name);
            folder.mkdirs();
            folder.chmod(FOLDER_MODE);
            FilePath file = folder.child("config");
            // Empty first: at no moment the content is readable for others.
            file.write("", StandardCharsets.UTF_8.name());
            file.chmod(FILE_MODE);
            file.write(text.reveal(), StandardCharsets.UTF_8.name());
            return file.getRemote();
        } catch (IOException e) {
            throw new TransientException(parameter + ": the file cannot be written to the agent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException(parameter + ": writing to the agent was interrupted", e);
        }
    }

    @Override
    public void removePrivate(String parameter, String name) throws OperationException, TransientException {
        try {
            FilePath folder = privateFolder(parameter, name);
            folder.child("config").delete();
            folder.delete();
        } catch (IOException e) {
            throw new TransientException(
                    parameter + ": the file cannot be removed from the agent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException(parameter + ": removing from the agent was interrupted", e);
        }
    }

    /** In the directory for temporary files that Jenkins keeps beside each workspace. */
    private FilePath privateFolder(String parameter, String name)
            throws OperationException, IOException, InterruptedException {
        FilePath root = context.get(FilePath.class);
        if (root == null) {
            throw new OperationException(
                    parameter + ": the step has no workspace. Put it into a node { } block or a stage with an agent.");
        }
        return root.withSuffix("@tmp").child(name);
    }

    @Override
    public void tar(String parameter, String folder, OutputStream out)
            throws OperationException, TransientException, IOException {
        check(parameter, folder);
        try {
            FilePath root = context.get(FilePath.class);
            if (root == null) {
                throw new OperationException(parameter + ": the step has no workspace to read " + folder
                        + " from. Put it into a node { } block or a stage with an agent, and check out the"
                        + " files there.");
            }
            FilePath directory = folder.equals(".") ? root : root.child(folder);
            if (!directory.isDirectory()) {
                throw new InvalidParameterException(
                        parameter,
                        folder,
                        "a folder of the workspace",
                        "There is no folder " + directory.getRemote()
                                + ": check the path, and that the files were checked out on this agent.");
            }
            directory.tar(out, "**");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException(parameter + ": reading the workspace was interrupted", e);
        }
    }

    private static void check(String parameter, String pattern) throws InvalidParameterException {
        String slashes = pattern.replace('\\', '/');
        boolean leaves = slashes.startsWith("/")
                || slashes.matches("[A-Za-z]:.*")
                || Arrays.asList(slashes.split("/")).contains("..");
        if (leaves) {
            throw new InvalidParameterException(
                    parameter,
                    pattern,
                    "a path or a pattern inside the workspace, such as k8s/*.yaml",
                    "Copy the file into the workspace first.");
        }
    }

    private static List<WorkspaceFile> read(String parameter, List<String> patterns, FilePath root)
            throws OperationException, IOException, InterruptedException {
        Map<String, FilePath> found = new LinkedHashMap<>();
        for (String pattern : patterns) {
            String all = root.child(pattern).isDirectory() ? pattern.replaceAll("/+$", "") + "/**" : pattern;
            FilePath[] files = root.list(all);
            if (files.length == 0) {
                throw new InvalidParameterException(
                        parameter,
                        pattern,
                        "a path or a pattern of files that are in the workspace",
                        "Nothing in " + root.getRemote() + " matches: check the path, and that the files were checked"
                                + " out on this agent.");
            }
            Arrays.stream(files)
                    .sorted(java.util.Comparator.comparing(FilePath::getRemote))
                    .forEach(file -> found.putIfAbsent(relative(root, file), file));
        }
        if (found.size() > MOST) {
            throw new InvalidParameterException(
                    parameter,
                    String.join(", ", patterns),
                    "at most " + MOST + " files; these are " + found.size(),
                    "Narrow the pattern.");
        }
        List<WorkspaceFile> files = new ArrayList<>();
        for (Map.Entry<String, FilePath> file : found.entrySet()) {
            files.add(new WorkspaceFile(file.getKey(), content(parameter, file.getKey(), file.getValue())));
        }
        return files;
    }

    private static byte[] content(String parameter, String path, FilePath file)
            throws OperationException, IOException, InterruptedException {
        try (InputStream in = file.read()) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new InvalidParameterException(
                        parameter, path, "files of at most " + (LARGEST >> 20) + " MiB", "Split the file.");
            }
            return content;
        }
    }

    private static String relative(FilePath root, FilePath file) {
        String path = file.getRemote();
        String base = root.getRemote();
        String rest = path.startsWith(base) ? path.substring(base.length()) : path;
        return rest.replace('\\', '/').replaceAll("^/+", "");
    }
}
