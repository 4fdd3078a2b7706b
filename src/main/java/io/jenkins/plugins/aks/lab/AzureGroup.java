package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A resource group that exists where it should, with at least the tags that were asked for (W004). A group that was
 * there before is never marked as ours, so that {@code labDestroy} and {@code labSweep} leave it alone.
 */
final class AzureGroup implements Operation<AksSession> {

    private final String subscription;
    private final String name;
    private final String location;
    private final Map<String, String> tags;
    private final EnsureResource<AksSession> group;

    AzureGroup(String subscription, String name, String location, Map<String, String> tags)
            throws InvalidParameterException {
        this.subscription = subscription;
        this.name = ResourceGroups.checkedName("name", name);
        this.location = ResourceGroups.checkedLocation("location", location);
        Tags.check("tags", tags);
        this.tags = Map.copyOf(tags);
        this.group = new EnsureResource<>(
                ResourceGroups.target(subscription, name), AksSession.ACCESS, this::change, this::result);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return group.advance(session, journal);
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current)
            throws OperationException, TransientException {
        if (current.isEmpty()) {
            ResourceGroups.requireLocation(session.arm(), subscription, location);
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", location);
            return Optional.of(Tags.put(body, Tags.merge(tags, session.tags())));
        }
        refuseOtherLocation(current.get());
        Map<String, String> present = Tags.in(current.get());
        Map<String, String> wanted = Tags.merge(present, tags);
        return wanted.equals(present)
                ? Optional.empty()
                : Optional.of(Tags.put(ResourceUpdate.editable(current.get()), wanted));
    }

    private void refuseOtherLocation(ObjectNode current) throws InvalidParameterException {
        String actual = current.path("location").asText();
        if (!ResourceGroups.normalLocation(actual).equals(location)) {
            throw new InvalidParameterException(
                    "location",
                    location,
                    actual + ", where the resource group " + name + " already is",
                    "Use that location, or another name: a resource group can't be moved to another region.");
        }
    }

    private Map<String, Object> result(AksSession session, ObjectNode current, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", current.path("id").asText());
        result.put("name", name);
        result.put("location", location);
        result.put("tags", Tags.in(current));
        result.put("changed", changed);
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return group.abort(session, journal, how);
    }

    @Override
    public Optional<String> writerKey() {
        return group.writerKey();
    }
}
