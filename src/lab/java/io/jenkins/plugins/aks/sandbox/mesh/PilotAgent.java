package io.jenkins.plugins.aks.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ContainerProgram;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** The agent of a proxy: runs it, and asks it for {@code certs}. */
public final class PilotAgent implements ContainerProgram {
    private static final Duration TAKES = Duration.ofMillis(50);

    @Override
    public boolean handles(String program) {
        return program.equals("pilot-agent");
    }

    @Override
    public ExecResult run(ExecCall call) {
        List<String> arguments = call.arguments();
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        if (command.equals("proxy")) {
            return ExecResult.ok("info\tFLAG: --domain=\"" + call.namespace() + ".svc.cluster.local\"\n"
                            + "info\tcache\tgenerated new workload certificate\tresourceName=default\n"
                            + "info\tReadiness succeeded\ninfo\tEnvoy proxy is ready\n")
                    .withoutEnd();
        }
        boolean certificates = arguments.size() == 3
                && command.equals("request")
                && arguments.get(1).equals("GET")
                && arguments.get(2).replaceFirst("^/", "").equals("certs");
        return certificates
                ? ExecResult.ok(certs(call.cluster(), call.pod())).after(TAKES)
                : ExecResult.failed(1, "Error: the sandbox knows: pilot-agent proxy, pilot-agent request GET certs");
    }

    /** What Envoy's administration interface tells of its certificates. */
    static String certs(ClusterView cluster, JsonNode pod) {
        ObjectNode answer = Json.object();
        new Identities(cluster).of(pod).ifPresent(identity -> {
            ObjectNode entry = answer.putArray("certificates").addObject();
            X509Certificate root = new Mesh(cluster)
                    .authority(
                            pod.at("/metadata/annotations").path(Mesh.REVISION).asText())
                    .map(CaBundle::root)
                    .orElse(identity.chain().get(identity.chain().size() - 1));
            entry.putArray("ca_cert").add(described(root, "ROOTCA"));
            entry.putArray("cert_chain").add(described(identity.certificate(), "default"));
        });
        return answer.toPrettyString() + "\n";
    }

    private static ObjectNode described(X509Certificate certificate, String path) {
        ObjectNode described = Json.object()
                .put("path", path)
                .put("serial_number", certificate.getSerialNumber().toString(16));
        var names = described.putArray("subject_alt_names");
        try {
            if (certificate.getSubjectAlternativeNames() != null) {
                certificate.getSubjectAlternativeNames().forEach(name -> names.addObject()
                        .put("uri", String.valueOf(name.get(1))));
            }
        } catch (java.security.cert.CertificateParsingException e) {
            throw new IllegalStateException("a certificate that was made here can't be read", e);
        }
        return described
                .put("valid_from", certificate.getNotBefore().toInstant().toString())
                .put("expiration_time", certificate.getNotAfter().toInstant().toString());
    }
}
