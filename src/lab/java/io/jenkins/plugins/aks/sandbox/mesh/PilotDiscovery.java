package io.jenkins.plugins.aks.sandbox.mesh;

import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** istiod: goes on where its certificate authority is one, else ends with what is wrong with it. */
public final class PilotDiscovery implements ContainerProgram {
    private static final Duration TAKES = Duration.ofMillis(1500);

    @Override
    public boolean handles(String program) {
        return program.equals("pilot-discovery");
    }

    @Override
    public ExecResult run(ExecCall call) {
        if (!call.arguments().contains("discovery")) {
            return ExecResult.failed(1, "Error: unknown command; the sandbox knows: discovery");
        }
        Instant now = call.cluster().now();
        Map<String, String> files = new Mesh(call.cluster()).files(call.pod());
        DiscoveryLog log = new DiscoveryLog(now).line("info", "Using istiod file format for signing ca files");
        if (Mesh.isPlugged(call.pod())) {
            log.line("info", "Use plugged-in cert at etc/cacerts/ca-key.pem");
        } else {
            log.line("info", "No plugged-in cert at etc/cacerts/ca-key.pem; self-signed cert is used");
        }
        try {
            log.certificates(CaBundle.of(files, now), Mesh.isPlugged(call.pod()));
            return ExecResult.ok(log.text()).withoutEnd();
        } catch (CaTrouble e) {
            log.line(
                    "error",
                    "failed to create discovery service: failed to create CA: failed to create an istiod CA: "
                            + e.getMessage());
            return ExecResult.of(1, "", log.text()).after(TAKES);
        }
    }
}
