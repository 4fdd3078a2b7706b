package io.jenkins.plugins.aks.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What istiod and the proxies themselves listen on: istiod's secure ports, with a real handshake, and HTTP on the ports for
 * health, metrics and, of a proxy, administration.
 */
public final class MeshPorts implements PortListener {
    private static final Set<Integer> SECURE = Set.of(15012, 15017);
    private static final Set<Integer> OF_ISTIOD = Set.of(8080, 15014);
    private static final int ADMINISTRATION = 15000;
    private static final int HEALTH = 15021;

    @Override
    public boolean listens(PortCall call) {
        return isSecure(call.pod(), call.port())
                || isIstiod(call.pod()) && OF_ISTIOD.contains(call.port())
                || Mesh.hasProxy(call.pod()) && Set.of(ADMINISTRATION, HEALTH).contains(call.port());
    }

    /** Whether it is one of istiod's ports that speak TLS. */
    public static boolean isSecure(JsonNode pod, int port) {
        return isIstiod(pod) && SECURE.contains(port);
    }

    private static boolean isIstiod(JsonNode pod) {
        return pod.at("/metadata/namespace").asText().equals(Mesh.NAMESPACE)
                && pod.at("/metadata/labels/app").asText().equals("istiod")
                && Mesh.isReady(pod);
    }

    @Override
    public void serve(PortCall call, InputStream in, OutputStream out) throws IOException {
        if (isSecure(call.pod(), call.port())) {
            Optional<Identity> own = new Identities(call.cluster()).of(call.pod());
            if (own.isPresent()) {
                new TlsServer(own.get(), in, out).serve();
            }
            return;
        }
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[2].startsWith("HTTP/")) {
                answer(call, words[1].replaceFirst("\\?.*", ""), out);
            }
            line = reader.readLine();
        }
    }

    private static void answer(PortCall call, String path, OutputStream out) throws IOException {
        String body =
                switch (path) {
                    case "/certs" -> call.port() == ADMINISTRATION
                            ? PilotAgent.certs(call.cluster(), call.pod())
                            : null;
                    case "/config_dump" -> call.port() == ADMINISTRATION ? secrets(call) : null;
                    case "/ready", "/healthz/ready" -> call.port() == ADMINISTRATION ? "LIVE\n" : "";
                    default -> null;
                };
        byte[] bytes = (body == null ? "not found\n" : body).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + (body == null ? "404 Not Found" : "200 OK")
                + "\r\nserver: envoy\r\ncontent-length: " + bytes.length + "\r\nconnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    /** The part of the dump with the certificates; the key is never in it. */
    private static String secrets(PortCall call) {
        ObjectNode dump = io.jenkins.plugins.aks.sandbox.Json.object();
        ObjectNode secrets = dump.putArray("configs").addObject();
        secrets.put("@type", "type.googleapis.com/envoy.admin.v3.SecretsConfigDump");
        new Identities(call.cluster()).of(call.pod()).ifPresent(identity -> {
            ObjectNode active =
                    secrets.putArray("dynamic_active_secrets").addObject().put("name", "default");
            ObjectNode tls = active.putObject("secret").put("name", "default").putObject("tls_certificate");
            tls.putObject("certificate_chain")
                    .put(
                            "inline_bytes",
                            java.util.Base64.getEncoder()
                                    .encodeToString(identity.pem().getBytes(StandardCharsets.US_ASCII)));
            tls.putObject("private_key").put("inline_bytes", "W3JlZGFjdGVkXQ==");
        });
        return dump.toPrettyString() + "\n";
    }
}
