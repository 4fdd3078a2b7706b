package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is to be PUT for a fleet; refuses what the service cannot change (azure-operations section 13). */
final class FleetBody {
    private static final String PRIVATE = "/properties/hubProfile/apiServerAccessProfile/enablePrivateCluster";

    private final FleetSpec spec;

    FleetBody(FleetSpec spec) {
        this.spec = spec;
    }

    Optional<ObjectNode> of(AksSession session, Optional<ObjectNode> current)
            throws OperationException, TransientException {
        return current.isPresent() ? changes(session, current.get()) : Optional.of(made(session));
    }

    private ObjectNode made(AksSession session) throws OperationException, TransientException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String location = spec.location().isEmpty() ? groupLocation(session) : spec.location();
        body.put("location", location);
        Tags.put(body, Tags.merge(session.tags(), spec.tags()));
        body.set("identity", identity());
        body.putObject("properties");
        if (spec.hub()) {
            addHub(body);
        }
        session.log()
                .line(spec.subject() + ": creating in " + location + (spec.hub() ? ", with a hub" : ", without a hub"));
        return body;
    }

    private String groupLocation(AksSession session) throws OperationException, TransientException {
        String group = spec.id().substring(0, spec.id().indexOf("/providers/"));
        return session.arm()
                .get(group, ApiVersions.RESOURCES)
                .body()
                .path("location")
                .asText();
    }

    private ObjectNode identity() {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        if (!spec.identityId().isEmpty()) {
            identity.put("type", "UserAssigned")
                    .putObject("userAssignedIdentities")
                    .putObject(spec.identityId());
            return identity;
        }
        return identity.put("type", spec.managedIdentity() ? "SystemAssigned" : "None");
    }

    private void addHub(ObjectNode body) {
        ObjectNode hub = body.withObject("/properties").putObject("hubProfile");
        hub.putObject("apiServerAccessProfile")
                .put("enablePrivateCluster", spec.privateHub())
                .put("enableVnetIntegration", false);
        ObjectNode agent = hub.putObject("agentProfile");
        if (!spec.vmSize().isEmpty()) {
            agent.put("vmSize", spec.vmSize());
        }
    }

    private Optional<ObjectNode> changes(AksSession session, ObjectNode current) throws OperationException {
        requirePossible(current);
        ObjectNode body = ResourceUpdate.editable(current);
        List<String> changes = new ArrayList<>();
        if (spec.hub() && !Fleets.hasHub(current)) {
            addHub(body);
            changes.add("a hub");
        }
        boolean wantsIdentity = spec.managedIdentity() || !spec.identityId().isEmpty();
        if (wantsIdentity && !hasIdentity(current)) {
            body.set("identity", identity());
            changes.add("identity " + identity().path("type").asText());
        }
        Map<String, String> present = Tags.in(current);
        Map<String, String> wanted = Tags.merge(present, spec.tags());
        if (!wanted.equals(Tags.merge(present, Map.of()))) {
            Tags.put(body, wanted);
            changes.add("tags");
        }
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        session.log().line(spec.subject() + ": adding " + String.join(", ", changes));
        return Optional.of(body);
    }

    private boolean hasIdentity(JsonNode current) {
        String type = current.at("/identity/type").asText("");
        if (spec.identityId().isEmpty()) {
            return type.contains("SystemAssigned");
        }
        boolean found = false;
        for (String id : (Iterable<String>) current.at("/identity/userAssignedIdentities")::fieldNames) {
            found |= id.equalsIgnoreCase(spec.identityId());
        }
        return found;
    }

    private void requirePossible(JsonNode current) throws OperationException {
        String location = current.path("location").asText();
        if (!spec.location().isEmpty() && !normal(location).equals(normal(spec.location()))) {
            throw impossible("location", location, spec.location());
        }
        if (!Fleets.hasHub(current)) {
            return;
        }
        if (!spec.hub()) {
            throw impossible("hub", "a hub", "none");
        }
        boolean isPrivate = current.at(PRIVATE).asBoolean();
        if (isPrivate != spec.privateHub()) {
            throw impossible("privateHub", String.valueOf(isPrivate), String.valueOf(spec.privateHub()));
        }
        String size = current.at("/properties/hubProfile/agentProfile/vmSize").asText("");
        if (!spec.vmSize().isEmpty() && !size.isEmpty() && !size.equalsIgnoreCase(spec.vmSize())) {
            throw impossible("vmSize", size, spec.vmSize());
        }
    }

    private OperationException impossible(String parameter, String has, String wanted) {
        return new OperationException(
                spec.subject() + ": " + parameter + " cannot be changed: the fleet has " + has
                        + ", and the step asks for " + wanted
                        + ". Leave the parameter as the fleet has it, or make another fleet.",
                Map.of("code", "PropertyChangeNotAllowed", "parameter", parameter, "resource", spec.id()),
                null);
    }

    private static String normal(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
