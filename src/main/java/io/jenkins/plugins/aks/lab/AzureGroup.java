package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A resource group that exists where it should, with at least the tags that were asked for (W004). A group that was
 * there before is never marked as ours, so that {@code labDestroy} and {@code labSweep} leave it alone.
 */
final class AzureGroup implements Operation<AksSession> {

    private static final Duration WHILE_DELETING = Duration.ofSeconds(10);
    private static final String CREATING = "creating";

    private final String groupId;
    private final String name;
    private final String location;
    private final Map<String, String> tags;

    AzureGroup(String subscription, String name, String location, Map<String, String> tags)
            throws InvalidParameterException {
        this.name = ResourceGroups.checkedName("name", name);
        this.location = ResourceGroups.checkedLocation("location", location);
        this.groupId = "/subscriptions/" + subscription + "/resourceGroups/" + name;
        Tags.check("tags", tags);
        this.tags = Map.copyOf(tags);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        var found = ResourceGroups.find(session.arm(), groupId);
        if (found.isEmpty()) {
            journal.put(CREATING, "true").save();
            session.log().line("resource group " + name + ": creating in " + location);
            return finish(put(session, Tags.merge(tags, session.tags())), true);
        }
        JsonNode group = found.get();
        if (ResourceGroups.state(group).equals("Deleting")) {
            return Turn.again(WHILE_DELETING, "resource group " + name + ": an earlier deletion to end");
        }
        refuseOtherLocation(group);
        Map<String, String> present = Tags.in(group);
        Map<String, String> wanted = Tags.merge(present, tags);
        boolean same = wanted.equals(present);
        return same ? finish(group, journal.get(CREATING).isPresent()) : finish(patch(session, wanted), true);
    }

    private void refuseOtherLocation(JsonNode group) throws InvalidParameterException {
        String actual = group.path("location").asText();
        if (!ResourceGroups.normalLocation(actual).equals(location)) {
            throw new InvalidParameterException(
                    "location",
                    location,
                    actual + ", where the resource group " + name + " already is",
                    "Use that location, or another name: a resource group can't be moved to another region.");
        }
    }

    private JsonNode put(AksSession session, Map<String, String> all) throws OperationException, TransientException {
        ObjectNode body = tagsBody(all).put("location", location);
        return session.arm()
                .put(groupId, ResourceGroups.API_VERSION, body, Map.of())
                .body();
    }

    private JsonNode patch(AksSession session, Map<String, String> all) throws OperationException, TransientException {
        return session.arm()
                .patch(groupId, ResourceGroups.API_VERSION, tagsBody(all))
                .body();
    }

    private static ObjectNode tagsBody(Map<String, String> tags) {
        return Tags.put(JsonNodeFactory.instance.objectNode(), tags);
    }

    private Turn finish(JsonNode group, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", group.path("id").asText(groupId));
        result.put("name", name);
        result.put("location", location);
        result.put("tags", Tags.in(group));
        result.put("changed", changed);
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        if (how == OnAbort.DELETE && journal.get(CREATING).isPresent()) {
            Turn turn = new DeleteGroup(session.subscription(), name, false).advance(session, journal.scope("delete"));
            return turn instanceof Turn.Done ? Operation.left("resource group " + name + " was deleted again") : turn;
        }
        boolean there = ResourceGroups.find(session.arm(), groupId).isPresent();
        return Operation.left("resource group " + name + (there ? " exists" : " was not created"));
    }
}
