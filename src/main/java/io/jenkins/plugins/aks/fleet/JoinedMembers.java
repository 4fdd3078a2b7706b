package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until the hub has a MemberCluster in condition Joined for each member (W165), and labels it: labels are the hub's,
 * Azure Resource Manager has none in this api-version. Of a fleet without hub there is nothing to wait for.
 */
final class JoinedMembers implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String LABELLED = "labelled/";

    private final String fleetId;
    private final Map<String, String> members;
    private final Map<String, String> labels;
    private final boolean await;
    private final Map<String, Object> changes;

    /** @param changes by member name: whether it was made or changed */
    JoinedMembers(
            String fleetId,
            Map<String, String> members,
            Map<String, String> labels,
            boolean await,
            Map<String, Object> changes) {
        this.fleetId = fleetId;
        this.members = members;
        this.labels = labels;
        this.await = await;
        this.changes = changes;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        boolean hub = Fleets.hasHub(Fleets.require(session, fleetId));
        if (!hub && !labels.isEmpty()) {
            throw new InvalidParameterException(
                    "labels",
                    labels,
                    "labels where the fleet has a hub, which keeps them",
                    "Leave them out, or give the fleet a hub.");
        }
        if (!hub || (!await && labels.isEmpty())) {
            return Turn.done(result(journal, false));
        }
        KubernetesClient client = session.kubernetes(fleetId);
        Hub reader = Hub.of(client);
        List<String> missing = new ArrayList<>();
        for (String name : members.keySet()) {
            Optional<JsonNode> member = reader.read(Hub.MEMBERS + "/" + name);
            boolean joined = member.isPresent()
                    && Hub.condition(member.get().at("/status/conditions"), "Joined")
                            .equals("True");
            if (!joined) {
                missing.add(name);
            } else if (!hasLabels(member.get())) {
                return label(session, journal, client, name);
            }
        }
        return missing.isEmpty()
                ? Turn.done(result(journal, true))
                : Turn.again(LOOK_AGAIN, "to be joined on the hub: " + String.join(", ", missing));
    }

    private boolean hasLabels(JsonNode member) {
        JsonNode has = member.at("/metadata/labels");
        return labels.entrySet().stream()
                .allMatch(label -> has.path(label.getKey()).asText("").equals(label.getValue()));
    }

    private Turn label(AksSession session, Journal journal, KubernetesClient client, String name) throws Exception {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "cluster.kubernetes-fleet.io/v1").put("kind", "MemberCluster");
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        labels.forEach(metadata.putObject("labels")::put);
        ManifestObject manifest = new ManifestObject(object, "labels");
        KindCatalog kinds = new KindCatalog(new ApiReader(client));
        ServerSideApply apply = new ServerSideApply(client, true, false);
        journal.put(LABELLED + name, "true").save();
        apply.apply(apply.plan(List.of(new ServerSideApply.Item(manifest, kinds.require(manifest)))));
        session.log().line("member " + name + ": labelled " + labels);
        return Turn.again(Duration.ZERO, "the next member's labels");
    }

    private Map<String, Object> result(Journal journal, boolean joined) {
        List<Map<String, Object>> list = new ArrayList<>();
        boolean changed = false;
        for (Map.Entry<String, String> member : members.entrySet()) {
            boolean own = Boolean.TRUE.equals(changes.get(member.getKey()))
                    || journal.get(LABELLED + member.getKey()).isPresent();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", member.getKey());
            one.put("clusterId", member.getValue());
            one.put("joined", joined);
            one.put("changed", own);
            list.add(one);
            changed |= own;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("members", list);
        result.put("changed", changed);
        return result;
    }
}
