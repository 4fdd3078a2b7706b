package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what is placed on the members themselves (W170): the hub's word alone proves nothing. The workshop's own check
 * reads the hub once more, because {@code set-context} does not change the context.
 */
final class MemberProof {
    private static final String APPLIED_WORK = "AppliedWork";
    private static final String AGENT = "work-api-agent";

    private final AksSession session;
    private final Map<String, String> clusters;
    private final Pattern work;
    private final Map<String, Wanted> wanted;

    private MemberProof(
            AksSession session, Map<String, String> clusters, String placement, Map<String, Wanted> wanted) {
        this.session = session;
        this.clusters = clusters;
        this.work = Pattern.compile(Pattern.quote(placement) + "-(work|\\d+)");
        this.wanted = wanted;
    }

    /**
     * One object that was placed.
     *
     * @param hub as the hub has it; empty where it is gone from there
     */
    private record Wanted(String subject, Optional<JsonNode> hub) {}

    /**
     * @param clusters the ids of the members' clusters, by member name
     * @param selected what the placement placed, as its status names it
     */
    static MemberProof of(
            AksSession session, String fleetId, Map<String, String> clusters, String placement, List<JsonNode> selected)
            throws OperationException, TransientException {
        ApiReader reader = new ApiReader(session.kubernetes(fleetId));
        KindCatalog kinds = new KindCatalog(reader);
        Hub hub = Hub.of(session, fleetId);
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (JsonNode resource : selected) {
            String path = path(kinds, resource);
            wanted.put(path, new Wanted(PlacementView.subject(resource), hub.read(path)));
        }
        return new MemberProof(session, clusters, placement, wanted);
    }

    private static String path(KindCatalog kinds, JsonNode resource) throws OperationException, TransientException {
        String group = resource.path("group").asText("");
        String version = resource.path("version").asText();
        ApiResource kind = kinds.find(
                        group.isEmpty() ? version : group + "/" + version,
                        resource.path("kind").asText())
                .orElseThrow(() -> new OperationException(PlacementView.subject(resource)
                        + ": the hub does not serve its kind any more. Run the step again."));
        return kind.path(
                resource.path("namespace").asText(""), resource.path("name").asText());
    }

    /** How many objects there are to be found on each member. */
    int size() {
        return wanted.size();
    }

    /**
     * What the member lacks or has otherwise; empty where all is there.
     *
     * @throws OperationException where the member cannot be read
     */
    String missing(String name) throws OperationException, TransientException {
        Hub member = Hub.of(session, cluster(name));
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Wanted> object : wanted.entrySet()) {
            Optional<JsonNode> found = member.read(object.getKey());
            String subject = object.getValue().subject();
            Optional<JsonNode> hub = object.getValue().hub();
            if (hub.isEmpty()) {
                missing.add(subject + " is gone from the hub");
            } else if (found.isEmpty()) {
                missing.add(subject + " is not there");
            } else if (!isPlaced(found.get())) {
                missing.add(subject + " is there, but not by this placement");
            } else {
                String difference = ObjectMatch.difference(hub.get(), found.get());
                if (!difference.isEmpty()) {
                    missing.add(subject + " differs in " + difference);
                }
            }
        }
        return String.join("; ", missing);
    }

    /** Which of the objects the fleet has put on the member. */
    List<String> placed(String name) throws OperationException, TransientException {
        Hub member = Hub.of(session, cluster(name));
        List<String> placed = new ArrayList<>();
        for (Map.Entry<String, Wanted> object : wanted.entrySet()) {
            if (member.read(object.getKey()).filter(this::isPlaced).isPresent()) {
                placed.add(object.getValue().subject());
            }
        }
        return placed;
    }

    /** Who owns the objects on the member that are in the way; empty where nobody is named. */
    String owners(String name, List<JsonNode> failures) throws OperationException, TransientException {
        KindCatalog kinds = new KindCatalog(new ApiReader(session.kubernetes(cluster(name))));
        Hub member = Hub.of(session, cluster(name));
        List<String> owners = new ArrayList<>();
        for (JsonNode failure : failures) {
            Optional<JsonNode> found = member.read(path(kinds, failure));
            if (found.isPresent()) {
                String owner = owner(found.get());
                if (!owner.isEmpty()) {
                    owners.add(PlacementView.subject(failure) + " " + owner);
                }
            }
        }
        return String.join("; ", owners);
    }

    private static String owner(JsonNode object) {
        List<String> owners = new ArrayList<>();
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            owners.add(owner.path("kind").asText() + " " + owner.path("name").asText());
        }
        if (!owners.isEmpty()) {
            return "is owned by " + String.join(", ", owners);
        }
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            String manager = entry.path("manager").asText();
            if (!manager.equals(AGENT) && !owners.contains(manager)) {
                owners.add(manager);
            }
        }
        return owners.isEmpty() ? "" : "has fields of the field manager " + String.join(", ", owners);
    }

    /** Whether this placement, and not another one, has put it there. */
    private boolean isPlaced(JsonNode object) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            boolean ours = work.matcher(owner.path("name").asText()).matches();
            if (owner.path("kind").asText().equals(APPLIED_WORK) && ours) {
                return true;
            }
        }
        return false;
    }

    private String cluster(String name) throws OperationException {
        String id = clusters.get(name);
        if (id == null) {
            throw new OperationException("the fleet has no member " + name + " any more. Look with fleetMembers.");
        }
        return id;
    }
}
