package io.jenkins.plugins.aks.sandbox.network;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.util.Set;

/** The programs that reach for the network, under the policies that are in force. */
public final class NetworkPrograms implements ContainerProgram {
    private static final Set<String> PROGRAMS = Set.of("wget", "nc", "curl", "nslookup", "openssl");

    @Override
    public boolean handles(String program) {
        return PROGRAMS.contains(program);
    }

    @Override
    public ExecResult run(ExecCall call) {
        PodNetwork network = PodNetwork.of(call.pod(), call.cluster());
        return switch (call.program()) {
            case "wget" -> Wget.run(call.arguments(), network);
            case "nc" -> Nc.run(call.arguments(), network);
            case "openssl" -> OpensslClient.run(call.arguments(), network);
            case "curl" -> Curl.run(call.arguments(), network);
            default -> Nslookup.run(call.arguments(), network);
        };
    }
}
