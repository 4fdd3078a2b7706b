package io.jenkins.plugins.aks.sandbox.container.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container finds in its files, for what listens in it. */
public final class MountedFiles {
    private MountedFiles() {}

    /** Empty where the file is not mounted. */
    public static Optional<String> read(ClusterView cluster, ObjectNode pod, String container, String path) {
        return new PodFiles(new ExecCall(List.of("cat", path), () -> "", Map.of(), pod, container, cluster)).read(path);
    }
}
