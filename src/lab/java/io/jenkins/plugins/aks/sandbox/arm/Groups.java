package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Resource groups, and what deleting one entails. */
public final class Groups {
    public static final String DELETE = "group.delete";

    private final Map<String, Deletable> deletables = new HashMap<>();
    private final ArmContext arm;

    Groups(ArmContext arm) {
        this.arm = arm;
        arm.operations().onCompletion(DELETE, this::deleted);
    }

    public static String id(String subscription, String name) {
        return "/subscriptions/" + subscription + "/resourceGroups/" + name;
    }

    public Optional<ArmDocument> find(String subscription, String name) {
        return arm.documents().find(id(subscription, name));
    }

    /** @throws ArmRefusal 404 */
    public ArmDocument require(String subscription, String name) {
        return find(subscription, name)
                .orElseThrow(() -> new ArmRefusal(
                        404, "ResourceGroupNotFound", "Resource group '" + name + "' could not be found."));
    }

    /** For a write in the group. */
    public ArmDocument requireUsable(String subscription, String name) {
        ArmDocument group = require(subscription, name);
        if (group.state().equals("Deleting")) {
            throw new ArmRefusal(
                    409,
                    "ResourceGroupBeingDeleted",
                    "The resource group '" + name + "' is in deprovisioning state and cannot perform this operation.");
        }
        return group;
    }

    /** @param managedBy the resource that it belongs to; empty for none */
    public void create(String subscription, String name, String location, ObjectNode tags, String managedBy) {
        String id = id(subscription, name);
        ArmDocument group = ArmDocument.of(id, name, "Microsoft.Resources/resourceGroups");
        group.resource().put("location", location);
        if (!managedBy.isEmpty()) {
            group.resource().put("managedBy", managedBy);
        }
        group.resource().set("tags", tags);
        group.state("Succeeded");
        arm.documents().put(group);
    }

    public void onDelete(String type, Deletable deletable) {
        deletables.put(type.toLowerCase(Locale.ROOT), deletable);
    }

    /** Begins to delete the group and what is in it; what runs there ends. */
    public Operation delete(ArmDocument group, ArmCall call) {
        Optional<Operation> running = arm.operations().running(group.id());
        if (running.isPresent()) {
            return running.get();
        }
        Duration duration = Duration.ofSeconds(40);
        for (ArmDocument member : arm.documents().under(group.id())) {
            arm.operations().running(member.id()).ifPresent(arm.operations()::drop);
            member.state("Deleting");
            arm.documents().put(member);
            Deletable deletable = deletables.get(type(member));
            duration =
                    deletable != null && deletable.duration().compareTo(duration) > 0 ? deletable.duration() : duration;
        }
        group.state("Deleting");
        arm.documents().put(group);
        return arm.operations()
                .begin(DELETE, group.id(), group.resource().path("location").asText(), duration, call.crash());
    }

    private void deleted(Operation operation) {
        ArmDocument group = arm.documents().find(operation.target()).orElse(null);
        if (group == null) {
            return;
        }
        if (!operation.succeeded()) {
            group.state("Succeeded");
            arm.documents().put(group);
            return;
        }
        remove(group.id());
    }

    /** At once, with all that is in it. */
    public void remove(String groupId) {
        for (ArmDocument member : arm.documents().under(groupId)) {
            Deletable deletable = deletables.get(type(member));
            if (deletable != null) {
                deletable.remove(member);
            }
            arm.documents().remove(member.id());
        }
        arm.documents().remove(groupId);
    }

    private static String type(ArmDocument document) {
        return document.resource().path("type").asText().toLowerCase(Locale.ROOT);
    }
}
