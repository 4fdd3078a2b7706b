package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One run of a program.
 *
 * @param argv the program, as it was called, and its arguments
 * @param stdin what is piped to it; asking for it waits for its end
 * @param environment of the container and of the shell around
 * @param pod in which it runs
 * @param container the name of its container, an ephemeral one too
 */
public record ExecCall(
        List<String> argv,
        Supplier<String> stdin,
        Map<String, String> environment,
        ObjectNode pod,
        String container,
        ClusterView cluster) {

    /** The program's name without its path. */
    public String program() {
        return baseName(argv.get(0));
    }

    /** The arguments after the program's name. */
    public List<String> arguments() {
        return argv.subList(1, argv.size());
    }

    public String namespace() {
        return pod.at("/metadata/namespace").asText();
    }

    /** The container as the pod's spec has it. */
    public JsonNode containerSpec() {
        return PodSpecs.container(pod, container);
    }

    public ExecCall with(List<String> otherArgv, Supplier<String> otherStdin, Map<String, String> otherEnvironment) {
        return new ExecCall(otherArgv, otherStdin, otherEnvironment, pod, container, cluster);
    }

    static String baseName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
