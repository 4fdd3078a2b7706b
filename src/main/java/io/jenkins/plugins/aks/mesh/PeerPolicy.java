package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The namespace takes only the mesh's TLS, or plain text too, where that is asked for; tells what is in force (W072). */
final class PeerPolicy implements Operation<AksSession> {
    static final String MODE = "mode";
    static final String PORT = "port";

    private static final String WROTE = "wrote";

    private final MeshCheckSpec spec;

    PeerPolicy(MeshCheckSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        ApiReader reader = new ApiReader(client);
        LiveObjects objects = new LiveObjects(reader);
        JsonNode service = service(objects);
        ApiResource kind = PeerModes.kind(reader)
                .orElseThrow(() -> new OperationException(
                        "the cluster serves no " + PeerModes.KIND + " of " + PeerModes.API
                                + ", so it has no mesh. Switch it on with enableMesh first.",
                        Map.of("code", "MeshOff"),
                        null));
        List<JsonNode> policies = objects.list(kind, "", "");
        if (!spec.mode().isEmpty()) {
            requireOnly(policies);
            ServerSideApply apply = new ServerSideApply(client, true, false);
            List<ServerSideApply.Planned> differing =
                    apply.plan(List.of(new ServerSideApply.Item(wanted(), kind))).stream()
                            .filter(ServerSideApply.Planned::differs)
                            .toList();
            if (!differing.isEmpty()) {
                journal.put(WROTE, "true").save();
                apply.apply(differing);
                return Turn.again(Duration.ZERO, wanted().subject() + ": mode " + spec.mode());
            }
        }
        int port = port(service);
        PeerModes modes = new PeerModes(policies, MeshReady.NAMESPACE);
        String inForce = modes.of(spec.namespace(), pods(objects, service), target(service, port));
        return Turn.done(Map.of(
                MODE,
                spec.mode().isEmpty() ? inForce : spec.mode(),
                PORT,
                port,
                "changed",
                journal.get(WROTE).isPresent()));
    }

    private ManifestObject wanted() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", PeerModes.API).put("kind", PeerModes.KIND);
        object.putObject("metadata").put("namespace", spec.namespace()).put("name", spec.policy());
        object.putObject("spec").putObject("mtls").put("mode", spec.mode());
        return new ManifestObject(object, "checkMesh");
    }

    /** Of two for a whole namespace the older one counts. */
    private void requireOnly(List<JsonNode> policies) throws OperationException {
        for (JsonNode policy : policies) {
            String name = policy.at("/metadata/name").asText();
            boolean whole =
                    policy.at("/metadata/namespace").asText().equals(spec.namespace()) && PeerModes.isForAll(policy);
            if (whole && !name.equals(spec.policy())) {
                throw new InvalidParameterException(
                        "policy",
                        spec.policy(),
                        "the name of the " + PeerModes.KIND + " for all of namespace " + spec.namespace()
                                + ", which is " + name + " ("
                                + policy.at("/spec/mtls/mode").asText("UNSET") + ")",
                        "Of two the older one counts: give policy: '" + name + "', or delete that one.");
            }
        }
    }

    private JsonNode service(LiveObjects objects) throws OperationException, TransientException {
        JsonNode service = objects.one("api/v1/namespaces/" + spec.namespace() + "/services/" + spec.service());
        List<String> ports = new ArrayList<>();
        service.at("/spec/ports").forEach(port -> ports.add(port.path("port").asText()));
        if (service.isMissingNode() || spec.port() > 0 && !ports.contains(Integer.toString(spec.port()))) {
            throw new InvalidParameterException(
                    "service",
                    spec.service() + (spec.port() > 0 ? ":" + spec.port() : ""),
                    service.isMissingNode()
                            ? "a Service of namespace " + spec.namespace()
                            : "a port of Service " + spec.service() + ": " + String.join(", ", ports),
                    "Correct name, port or namespace.");
        }
        return service;
    }

    private int port(JsonNode service) {
        return spec.port() > 0 ? spec.port() : service.at("/spec/ports/0/port").asInt();
    }

    /** The port of the pods, as the Service names it. */
    private static String target(JsonNode service, int port) {
        for (JsonNode each : service.at("/spec/ports")) {
            if (each.path("port").asInt() == port) {
                return each.path("targetPort").asText(Integer.toString(port));
            }
        }
        return Integer.toString(port);
    }

    private List<JsonNode> pods(LiveObjects objects, JsonNode service) throws OperationException, TransientException {
        List<String> terms = new ArrayList<>();
        service.at("/spec/selector")
                .properties()
                .forEach(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        return terms.isEmpty()
                ? List.of()
                : objects.list("api/v1/namespaces/" + spec.namespace() + "/pods", String.join(",", terms));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(WROTE).isPresent()
                        ? wanted().subject() + " has the mode " + spec.mode()
                        : wanted().subject() + " was not changed");
    }
}
