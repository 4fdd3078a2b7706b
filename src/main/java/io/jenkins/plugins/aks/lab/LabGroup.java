package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resource group of a lab: made for it, or one of ours taken over, with its expiry. A group of somebody else is
 * refused, because the lab deletes its group at its end.
 */
final class LabGroup implements Operation<AksSession> {

    private static final String EXPIRES = "expires";

    private final String subscription;
    private final String name;
    private final String location;
    private final Duration ttl;

    LabGroup(String subscription, String name, String location, Duration ttl) throws InvalidParameterException {
        this.subscription = subscription;
        this.name = ResourceGroups.checkedName("resourceGroup", name);
        this.location = ResourceGroups.checkedLocation("location", location);
        this.ttl = ttl;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ResourceTarget group = ResourceGroups.target(subscription, name);
        var found = session.arm().find(group.path(), group.apiVersion());
        if (found.isPresent()) {
            refuseOthers(found.get().body());
        }
        Instant expires = expires(session, journal);
        Turn turn = new AzureGroup(subscription, name, location, Map.of(Tags.EXPIRES, expires.toString()))
                .advance(session, journal.scope("group"));
        if (turn instanceof Turn.Done done) {
            Map<String, Object> result = new LinkedHashMap<>(done.result());
            result.put("expires", expires.toString());
            session.log().line("Lab " + name + " in " + location + ", expires " + expires + ".");
            return Turn.done(result);
        }
        return turn;
    }

    private void refuseOthers(JsonNode group) throws OperationException {
        if (!Tags.isOurs(group)) {
            throw new OperationException(
                    "Resource group " + name + ": it exists and was not created by this plugin, and a "
                            + "lab deletes its group at the end. Give aksLab another resourceGroup, or none for one of its own.");
        }
    }

    /** Absolute and kept, so that a turn taken again asks for the same. */
    private Instant expires(AksSession session, Journal journal) throws Exception {
        if (journal.instant(EXPIRES).isEmpty()) {
            Instant expires = session.clock().instant().plus(ttl).truncatedTo(ChronoUnit.SECONDS);
            journal.put(EXPIRES, expires.toString()).save();
        }
        return journal.instant(EXPIRES).orElseThrow();
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("resource group " + name + " may exist; labSweep deletes it after its expiry");
    }
}
