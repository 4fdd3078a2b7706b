package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which clusters: by id, by name in the resource group, or by the tags of the subscription's clusters. As an operation it
 * gives their ids by the names that they have as members; by tag the answer is kept, so that a restart joins the same ones.
 */
final class ClusterChoice implements Operation<AksSession> {
    static final String MEMBERS = "members";

    private static final String CLUSTER_NAME = "[A-Za-z0-9]([\\w-]{0,61}[A-Za-z0-9])?";

    private final String subscription;
    private final Map<String, String> ids;
    private final Map<String, String> tags;

    private ClusterChoice(String subscription, Map<String, String> ids, Map<String, String> tags) {
        this.subscription = subscription;
        this.ids = ids;
        this.tags = tags;
    }

    static ClusterChoice of(AksScope scope, List<String> clusters, Map<String, String> tags, String name)
            throws InvalidParameterException {
        if ((clusters == null) == (tags == null || tags.isEmpty())) {
            throw new InvalidParameterException(
                    "clusters",
                    clusters,
                    "either clusters (names or ids) or clusterTags",
                    "Say which clusters are meant by one of the two.");
        }
        if (name != null && (clusters == null || clusters.size() != 1)) {
            throw new InvalidParameterException(
                    "name", name, "a member's name for one cluster", "Leave it out, or join one cluster at a time.");
        }
        Map<String, String> ids = new LinkedHashMap<>();
        for (String cluster : clusters == null ? List.<String>of() : clusters) {
            String id = id(scope, cluster);
            String given = name == null ? ResourceId.parse(id).name() : name;
            String member = Fleets.memberName(name == null ? "clusters" : "name", given);
            put(ids, member, id);
        }
        return new ClusterChoice(scope.subscription(), ids, tags == null ? Map.of() : tags);
    }

    private static String id(AksScope scope, String cluster) throws InvalidParameterException {
        if (cluster.startsWith("/")) {
            if (!ResourceId.parse(cluster).isOf(Fleets.CLUSTERS)) {
                throw notACluster(cluster);
            }
            return cluster;
        }
        if (!cluster.matches(CLUSTER_NAME)) {
            throw notACluster(cluster);
        }
        return scope.groupId() + "/providers/" + Fleets.CLUSTERS + "/" + cluster;
    }

    private static InvalidParameterException notACluster(String cluster) {
        return new InvalidParameterException(
                "clusters",
                cluster,
                "the names of clusters in the resource group, or ids such as"
                        + " /subscriptions/…/providers/Microsoft.ContainerService/managedClusters/demo",
                "Correct the name or the id.");
    }

    private static void put(Map<String, String> ids, String member, String id) throws InvalidParameterException {
        String other = ids.put(member, id);
        if (other != null && !other.equalsIgnoreCase(id)) {
            throw new InvalidParameterException(
                    "clusters",
                    id,
                    "clusters that differ in their lower-case names: " + other + " would be the member '" + member
                            + "' too",
                    "Join one of them by itself and give the member's name.");
        }
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return Turn.done(Map.of(MEMBERS, tags.isEmpty() ? ids : byTags(session)));
    }

    private Map<String, String> byTags(AksSession session) throws OperationException, TransientException {
        Map<String, String> found = new TreeMap<>();
        String all = "/subscriptions/" + subscription + "/providers/" + Fleets.CLUSTERS;
        for (JsonNode cluster : session.arm().list(all, ApiVersions.CONTAINER_SERVICE)) {
            Map<String, String> has = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            has.putAll(Tags.in(cluster));
            boolean matches =
                    tags.entrySet().stream().allMatch(tag -> tag.getValue().equals(has.get(tag.getKey())));
            if (matches) {
                String name = cluster.path("name").asText();
                put(
                        found,
                        Fleets.memberName("clusterTags", name),
                        cluster.path("id").asText());
            }
        }
        if (found.isEmpty()) {
            throw new InvalidParameterException(
                    "clusterTags",
                    tags,
                    "tags that a cluster of the subscription " + subscription + " has",
                    "Correct the tags, or tag the clusters.");
        }
        session.log().line(found.size() + " clusters have the tags " + tags + ": " + new ArrayList<>(found.keySet()));
        return found;
    }

    /** The ids by member names, as the journal kept them. */
    static Map<String, String> of(Map<String, Map<String, Object>> results) {
        Map<String, String> members = new LinkedHashMap<>();
        ((Map<?, ?>) results.get("clusters").get(MEMBERS))
                .forEach((name, id) -> members.put(name.toString(), id.toString()));
        return members;
    }
}
