package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.network.Connection;
import io.jenkins.plugins.aks.sandbox.network.HttpAnswer;
import io.jenkins.plugins.aks.sandbox.network.PodNetwork;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API server's proxy to Services and pods: {@code …/services/[scheme:]name[:port]/proxy/…}. The API server reaches pods
 * through the cluster's konnectivity agents, so the network policies hold for it as for them.
 */
final class ServiceProxy {
    private static final Pattern PATH =
            Pattern.compile("(/api/v1/namespaces/[^/]+/(services|pods)/([^/]+)/proxy)(/.*)?");
    private static final Pattern ID = Pattern.compile("(?:(https?|):)?([^:]+)(?::([^:]*))?");
    private static final ResourceType SERVICES = BuiltInTypes.kind("Service");
    private static final ResourceType ENDPOINTS = BuiltInTypes.kind("Endpoints");
    private static final String UNREACHED = "error trying to reach service: ";

    private final Cluster cluster;
    private final Request request;
    private final Matcher path;
    private String scheme;
    private String ip;
    private int port;
    private ObjectNode agent;

    ServiceProxy(Cluster cluster, Request request) {
        this.cluster = cluster;
        this.request = request;
        this.path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw ApiError.noSuchPath();
        }
    }

    static boolean wants(Request request) {
        return PATH.matcher(request.path()).matches();
    }

    /** The path of what is asked about, without what goes to the pod. */
    String target() {
        return path.group(1);
    }

    /** Finds the pod; the caller holds the cluster's lock. */
    void resolve(Target target) {
        // As the real one: a name with two colons has a scheme, one with a single colon a port.
        Matcher id = ID.matcher(target.name());
        boolean single = target.name().chars().filter(c -> c == ':').count() == 1;
        if (!id.matches() || single && id.group(1) != null) {
            throw ApiError.badRequest("invalid " + (target.type() == SERVICES ? "service" : "pod") + " request \""
                    + target.name() + "\"");
        }
        scheme = id.group(1) == null || id.group(1).isEmpty() ? "http" : id.group(1);
        String wanted = id.group(3) == null ? "" : id.group(3);
        if (target.type().is("", "services")) {
            service(target, id.group(2), wanted);
        } else {
            pod(target, id.group(2), wanted);
        }
        agent = cluster.objects().list(ControlPlane.PODS, "kube-system").stream()
                .filter(pod -> Pods.label(pod, "k8s-app").equals("konnectivity-agent") && Pods.ready(pod))
                .findFirst()
                .orElseThrow(() -> unavailable(UNREACHED + "No agent available"));
    }

    private void service(Target target, String name, String wanted) {
        String portName = wanted;
        if (wanted.matches("\\d+")) {
            portName = portName(service(target.namespace(), name), wanted);
        }
        JsonNode endpoints = cluster.objects()
                .get(ObjectKey.of(ENDPOINTS, target.namespace(), name))
                .orElseThrow(() -> ApiError.notFound(ENDPOINTS, name));
        if (endpoints.path("subsets").isEmpty()) {
            throw unavailable("no endpoints available for service \"" + name + "\"");
        }
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode each : subset.path("ports")) {
                if (!subset.path("addresses").isEmpty()
                        && Json.text(each, "name").equals(portName)) {
                    ip = Json.text(subset.path("addresses").path(0), "ip");
                    port = each.path("port").asInt();
                    return;
                }
            }
        }
        throw unavailable("no endpoints available for service \"" + target.name() + "\"");
    }

    private ObjectNode service(String namespace, String name) {
        return cluster.objects()
                .get(ObjectKey.of(SERVICES, namespace, name))
                .orElseThrow(() -> ApiError.notFound(SERVICES, name));
    }

    private static String portName(JsonNode service, String number) {
        for (JsonNode each : Json.at(service, "spec", "ports")) {
            if (each.path("port").asText().equals(number)) {
                return Json.text(each, "name");
            }
        }
        throw unavailable("no service port " + number + " found for service \"" + Meta.name(service) + "\"");
    }

    private void pod(Target target, String name, String wanted) {
        ObjectNode pod = cluster.objects()
                .get(ObjectKey.of(ControlPlane.PODS, target.namespace(), name))
                .orElseThrow(() -> ApiError.notFound(ControlPlane.PODS, name));
        ip = Json.text(pod, "status", "podIP");
        if (ip.isEmpty()) {
            throw ApiError.badRequest("address not allowed");
        }
        port = wanted.matches("\\d{1,5}") ? Integer.parseInt(wanted) : wanted.isEmpty() ? first(pod) : 0;
        if (port == 0) {
            throw unavailable(UNREACHED + "dial tcp: lookup tcp/" + wanted + ": unknown port");
        }
    }

    /** The first port that a container declares; HTTP's own where none does. */
    private static int first(JsonNode pod) {
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            int declared = container.path("ports").path(0).path("containerPort").asInt();
            if (declared > 0) {
                return declared;
            }
        }
        return 80;
    }

    /** Lets the pod answer; takes no lock. */
    void serve() {
        if (path.group(4) == null) {
            request.exchange().setStatusCode(301);
            request.exchange()
                    .getResponseHeaders()
                    .put(Headers.LOCATION, request.exchange().getRequestURI() + "/" + query());
            request.exchange().endExchange();
            return;
        }
        Connection connection =
                PodNetwork.of(agent, cluster.view()).request(ip, port, request.method(), path.group(4) + query());
        if (connection.outcome() == Connection.Outcome.RESET) {
            throw unavailable(UNREACHED + "read tcp " + ip + ":" + port + ": read: connection reset by peer");
        }
        if (connection.outcome() != Connection.Outcome.OPEN) {
            boolean silent = connection.outcome() == Connection.Outcome.TIMED_OUT;
            throw unavailable(UNREACHED + "dial tcp " + ip + ":" + port + ": "
                    + (silent ? "i/o timeout" : "connect: connection refused"));
        }
        HttpAnswer answer = connection.http();
        if (scheme.equals("https")) {
            throw unavailable(UNREACHED + "tls: first record does not look like a TLS handshake");
        }
        if (answer.status() == 0) {
            throw unavailable(UNREACHED + "net/http: HTTP/1.x transport connection broken: malformed HTTP response");
        }
        send(answer);
    }

    private void send(HttpAnswer answer) {
        request.exchange().setStatusCode(answer.status());
        Optional.of(answer.type())
                .filter(type -> !type.isEmpty())
                .ifPresent(type -> request.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, type));
        if (!answer.location().isEmpty()) {
            request.exchange().getResponseHeaders().put(Headers.LOCATION, answer.location());
        }
        request.exchange()
                .getResponseSender()
                .send(ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private String query() {
        String query = request.exchange().getQueryString();
        return query.isEmpty() ? "" : "?" + query;
    }

    private static ApiError unavailable(String message) {
        return ApiError.of(503, "ServiceUnavailable", message);
    }
}
