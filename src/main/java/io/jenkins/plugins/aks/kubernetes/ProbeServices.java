package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ProbeTarget;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Services that targets name: a probe of one that does not exist would look like a denial. */
final class ProbeServices {
    private static final int MOST_LABELS = 2;

    private final LiveObjects objects;
    private final Map<String, JsonNode> known = new HashMap<>();

    ProbeServices(LiveObjects objects) {
        this.objects = objects;
    }

    /** @throws InvalidParameterException for a Service or a port of it that does not exist */
    void require(Connection connection) throws OperationException, TransientException {
        ProbeTarget target = connection.to();
        JsonNode service = find(connection);
        if (target.isAddress()) {
            return;
        }
        if (service.isMissingNode()) {
            if (target.host().contains(".")) {
                return;
            }
            throw new InvalidParameterException(
                    "matrix, to",
                    target.text(),
                    "a Service of namespace " + connection.from().namespace() + ", a name with a dot, or an address",
                    "There is no Service " + target.host() + ": correct the name, or write name.namespace.");
        }
        List<String> ports = new ArrayList<>();
        service.at("/spec/ports").forEach(port -> ports.add(port.path("port").asText()));
        if (target.port() > 0 && !ports.contains(Integer.toString(target.port()))) {
            throw new InvalidParameterException(
                    "matrix, to",
                    target.text(),
                    "a port of Service " + service.at("/metadata/name").asText() + ": " + String.join(", ", ports),
                    "To probe a port of the pods themselves, give the address of a pod.");
        }
    }

    /** The external address of the Service that a target names; empty where it names none, or one without. */
    String external(Connection connection) throws OperationException, TransientException {
        JsonNode service = find(connection);
        String address = ServiceReadiness.address(service);
        if (address.isEmpty()) {
            // It may get one: the next probe looks again.
            known.values().remove(service);
        }
        return address;
    }

    /** Whether a target names a Service that is offered inside of the cluster only. */
    boolean isInside(Connection connection) throws OperationException, TransientException {
        JsonNode spec = find(connection).path("spec");
        return spec.path("type").asText().equals("ClusterIP")
                && spec.path("externalIPs").isEmpty();
    }

    /** The address of the Service that a target names; empty where it names none, or one without an own address. */
    String address(Connection connection) throws OperationException, TransientException {
        String ip = find(connection).at("/spec/clusterIP").asText();
        return ip.equals("None") ? "" : ip;
    }

    private JsonNode find(Connection connection) throws OperationException, TransientException {
        String host = connection.to().host().replaceFirst("\\.svc(\\.cluster\\.local\\.?)?$", "");
        String[] parts = host.split("\\.");
        if (connection.to().isAddress() || parts.length > MOST_LABELS) {
            return MissingNode.getInstance();
        }
        String namespace = parts.length > 1 ? parts[1] : connection.from().namespace();
        String path =
                "api/v1/namespaces/" + ApiResource.segment(namespace) + "/services/" + ApiResource.segment(parts[0]);
        JsonNode service = known.get(path);
        if (service == null) {
            service = objects.one(path);
            known.put(path, service);
        }
        return service;
    }
}
