package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes every resource group that this plugin created and whose expiry has passed, one request a turn and all of them
 * at the same time in Azure. A group that can't be deleted does not keep the others from going; it is named at the end.
 */
final class LabSweep implements Operation<AksSession> {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FOUND = "found";
    private static final String STATE = "state";
    private static final String DELETED = "deleted";
    private static final String LEFT = "left";

    private final String subscription;
    private final String namePrefix;
    private final boolean dryRun;

    LabSweep(String subscription, String namePrefix, boolean dryRun) {
        this.subscription = subscription;
        this.namePrefix = namePrefix;
        this.dryRun = dryRun;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (journal.get(FOUND).isEmpty()) {
            List<Map<String, Object>> expired = look(session);
            journal.put(FOUND, MAPPER.writeValueAsString(expired)).save();
            report(session, expired);
        }
        List<String> names = names(journal);
        if (dryRun) {
            return finish(journal, List.of(), Map.of());
        }
        Duration after = null;
        List<String> waiting = new ArrayList<>();
        for (String name : names) {
            Optional<Turn.Again> again = advanceOne(session, journal, name);
            if (again.isPresent()) {
                waiting.add(name);
                after = after == null || again.get().after().compareTo(after) < 0
                        ? again.get().after()
                        : after;
            }
        }
        return waiting.isEmpty()
                ? finish(journal, deleted(journal, names), failed(journal, names))
                : Turn.again(after, "expired labs: deleting " + String.join(", ", waiting));
    }

    private List<Map<String, Object>> look(AksSession session) throws OperationException, TransientException {
        Instant now = session.clock().instant();
        String path = "/subscriptions/" + subscription + "/resourcegroups?$filter=tagName%20eq%20'" + Tags.CREATED_BY
                + "'%20and%20tagValue%20eq%20'" + Tags.US + "'";
        List<Map<String, Object>> expired = new ArrayList<>();
        for (JsonNode group : session.arm().list(path, ApiVersions.RESOURCES)) {
            ExpiredLab.of(group, now)
                    .filter(lab -> lab.name().startsWith(namePrefix))
                    .ifPresent(lab -> expired.add(lab.plain()));
        }
        return expired;
    }

    private void report(AksSession session, List<Map<String, Object>> expired) {
        if (expired.isEmpty()) {
            session.log().line("No expired lab found.");
        }
        expired.forEach(lab -> session.log()
                .line((dryRun ? "Would delete " : "Deletes ") + lab.get("name") + ", expired " + lab.get("expires")
                        + (lab.get("buildUrl").equals("") ? "" : ", from " + lab.get("buildUrl"))));
    }

    /** One turn of one group; empty once it is gone or refused. */
    private Optional<Turn.Again> advanceOne(AksSession session, Journal journal, String name) throws Exception {
        Journal own = journal.scope(name);
        if (own.get(STATE).isPresent()) {
            return Optional.empty();
        }
        try {
            if (!LongRunning.isPending(own) && isRenewed(session, name)) {
                session.log().line(name + " is left: it is no expired lab any more.");
                own.put(STATE, LEFT).save();
                return Optional.empty();
            }
            Turn turn = new DeleteGroup(subscription, name, false).advance(session, own);
            if (turn instanceof Turn.Again again) {
                return Optional.of(again);
            }
            boolean byUs = Boolean.TRUE.equals(((Turn.Done) turn).result().get("changed"));
            own.put(STATE, byUs ? DELETED : LEFT);
        } catch (OperationException refused) {
            own.put(STATE, String.valueOf(refused.getMessage()));
            session.log().line(name + " was not deleted: " + refused.getMessage());
        }
        own.save();
        return Optional.empty();
    }

    /** A build may have taken the lab over, with a new expiry, since it was found. */
    private boolean isRenewed(AksSession session, String name) throws OperationException, TransientException {
        ResourceTarget group = ResourceGroups.target(subscription, name);
        Instant now = session.clock().instant();
        return session.arm()
                .find(group.path(), group.apiVersion())
                .filter(found -> ExpiredLab.of(found.body(), now).isEmpty())
                .isPresent();
    }

    private static List<String> names(Journal journal) throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        MAPPER.readTree(journal.get(FOUND).orElse("[]"))
                .forEach(lab -> names.add(lab.path("name").asText()));
        return names;
    }

    private static List<String> deleted(Journal journal, List<String> names) {
        return names.stream()
                .filter(name -> journal.scope(name).get(STATE).equals(Optional.of(DELETED)))
                .toList();
    }

    private static Map<String, String> failed(Journal journal, List<String> names) {
        Map<String, String> failed = new LinkedHashMap<>();
        for (String name : names) {
            journal.scope(name)
                    .get(STATE)
                    .filter(state -> !state.equals(DELETED) && !state.equals(LEFT))
                    .ifPresent(reason -> failed.put(name, reason));
        }
        return failed;
    }

    private Turn finish(Journal journal, List<String> deleted, Map<String, String> failed) throws Exception {
        if (!failed.isEmpty()) {
            throw new OperationException("labSweep: " + deleted.size() + " expired labs deleted, " + failed.size()
                    + " not: " + failed + ". Delete what is left by hand or with labDestroy.");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("expired", MAPPER.readValue(journal.get(FOUND).orElse("[]"), List.class));
        result.put("deleted", deleted);
        result.put("dryRun", dryRun);
        result.put("changed", !deleted.isEmpty());
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        List<String> names = names(journal);
        return Operation.left(
                names.isEmpty()
                        ? "no lab was touched"
                        : "of the expired labs " + names + " some may be in deletion; Azure does not cancel that");
    }
}
