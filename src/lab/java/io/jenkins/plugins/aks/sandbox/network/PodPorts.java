package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.PortCall;
import io.jenkins.plugins.aks.sandbox.container.PortListener;
import io.jenkins.plugins.aks.sandbox.container.PortListeners;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What listens in pods: what the sandbox simulates a server for, and, for any client that only connects, the ports that
 * containers declare.
 */
final class PodPorts {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *(.*?)\\r?$");
    private static final int DNS = 53;
    /** Ports at which, by custom, what listens speaks TLS. */
    private static final Set<Integer> SECURE = Set.of(443, 6443, 8443, 9443, 10250);
    /** Ports of programs that speak something else than HTTP. */
    private static final Set<Integer> NOT_HTTP = Set.of(DNS, 3306, 5432, 5671, 5672, 6379, 27017);

    private final ClusterView cluster;

    PodPorts(ClusterView cluster) {
        this.cluster = cluster;
    }

    /** Empty where nothing listens. */
    Optional<HttpAnswer> ask(ObjectNode pod, int port, String method, String path) {
        Optional<PortListener> listener = PortListeners.of(new PortCall(pod, port, cluster));
        if (listener.isPresent() && !method.isEmpty() && !NOT_HTTP.contains(port)) {
            return Optional.of(served(listener.get(), new PortCall(pod, port, cluster), method, path));
        }
        if (listener.isPresent() || declares(pod, port)) {
            return Optional.of(NOT_HTTP.contains(port) ? HttpAnswer.NOT_HTTP : HttpAnswer.of(200));
        }
        return Optional.empty();
    }

    /** Whether something listens that answers a handshake. */
    static boolean isSecure(int port) {
        return SECURE.contains(port);
    }

    private static HttpAnswer served(PortListener listener, PortCall call, String method, String path) {
        String request = method + " " + path + " HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            listener.serve(call, new ByteArrayInputStream(request.getBytes(StandardCharsets.US_ASCII)), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String answer = out.toString(StandardCharsets.UTF_8);
        int end = answer.indexOf("\r\n\r\n");
        Matcher status = STATUS.matcher(answer.lines().findFirst().orElse(""));
        if (!status.matches()) {
            return HttpAnswer.NOT_HTTP;
        }
        Matcher type = TYPE.matcher(end < 0 ? "" : answer.substring(0, end));
        return new HttpAnswer(
                Integer.parseInt(status.group(1)),
                "",
                type.find() ? type.group(1) : "",
                end < 0 ? "" : answer.substring(end + 4));
    }

    private static boolean declares(JsonNode pod, int port) {
        for (JsonNode container : pod.at("/spec/containers")) {
            for (JsonNode declared : container.path("ports")) {
                if (declared.path("containerPort").asInt() == port) {
                    return true;
                }
            }
        }
        return port == DNS && pod.at("/metadata/labels/k8s-app").asText().equals("kube-dns");
    }
}
