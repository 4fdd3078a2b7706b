package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.PodVolumes;
import io.jenkins.plugins.aks.sandbox.container.VolumeJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On which nodes the bytes of volumes of StoragePools are. A copy goes with its node; while another one is left it is made
 * again elsewhere, which takes time; with the last one the bytes are lost. Whatever a machine had not written to its disk is
 * lost with the machine, whatever the kind of the volume.
 */
final class Replicas {
    private static final String HOMES = "homes";
    private static final String REBUILD = "rebuild";
    private static final String LOST = "lost";
    /** The machine of an attachment whose loss was dealt with. */
    private static final String CUT = "sandbox.kubernetes.azure.com/machine-lost";

    private final ControlPlane plane;
    private final Store store;
    private final Desired desired;
    private final Machines machines;

    Replicas(ControlPlane plane, Store store, Desired desired) {
        this.plane = plane;
        this.store = store;
        this.desired = desired;
        this.machines = new Machines(desired);
    }

    void reconcile() {
        for (ObjectNode attachment : plane.list(Attachments.TYPE)) {
            cut(attachment);
        }
        for (JsonNode volume : plane.list(Claims.VOLUMES)) {
            if (VolumeKind.ofVolume(volume) == VolumeKind.LOCAL) {
                copies(volume);
            }
        }
    }

    /** Why nobody can attach the volume any more; empty where one can. */
    Optional<String> trouble(JsonNode volume) {
        return document(volume).has(LOST)
                ? Optional.of("volume " + Meta.name(volume) + " has no healthy replica left")
                : Optional.empty();
    }

    /** Some disks do not survive that. */
    void moved(JsonNode volume) {
        ObjectNode document = document(volume);
        String claim = Json.text(volume, "spec", "claimRef", "name");
        int moves = document.path("attachments").asInt() + 1;
        document.put("attachments", moves);
        if (moves > 1 && StorageFacts.of(store).concerns("damagedByMove", claim)) {
            document.put("damaged", true);
        }
        store.put(key(volume), document);
    }

    private ObjectNode document(JsonNode volume) {
        return store.get(key(volume)).orElseGet(Json::object);
    }

    private String key(JsonNode volume) {
        return prefix(Meta.name(volume)) + "state";
    }

    private String prefix(String volume) {
        return PodVolumes.ofVolume(desired.key(), volume);
    }

    private boolean isGone(String node) {
        return plane.get(ControlPlane.NODES, "", node).isEmpty() && !machines.runs(node);
    }

    private void cut(ObjectNode attachment) {
        ObjectNode annotations = Json.child(attachment, "metadata", "annotations");
        if (isGone(Attachments.node(attachment)) && !annotations.has(CUT)) {
            VolumeJournal.cut(store, prefix(Attachments.volume(attachment)) + "files/", plane.now());
            annotations.put(CUT, plane.now().toString());
            plane.save(Attachments.TYPE, attachment);
        }
    }

    private void copies(JsonNode volume) {
        int wanted = Json.at(volume, "spec", "csi", "volumeAttributes", StoragePools.REPLICAS)
                .asInt(1);
        ObjectNode document = document(volume);
        ObjectNode before = document.deepCopy();
        if (!document.has(HOMES)) {
            first(volume, wanted).forEach(document.putArray(HOMES)::add);
        }
        List<String> homes = new ArrayList<>(Json.texts(document.path(HOMES)));
        homes.removeIf(home -> wanted == 1
                ? isGone(home)
                : plane.get(ControlPlane.NODES, "", home).isEmpty());
        if (homes.isEmpty() && !document.has(LOST)) {
            store.under(prefix(Meta.name(volume)) + "files/").keySet().forEach(store::delete);
            document.put(LOST, plane.now().toString());
            plane.events()
                    .warning(
                            StoragePools.PROVISIONER,
                            volume,
                            "VolumeLost",
                            "the last replica was on a node that is gone; the data of the volume are lost");
        }
        if (!homes.isEmpty() && homes.size() < wanted) {
            rebuild(document, homes);
        } else {
            document.remove(REBUILD);
        }
        ArrayNode list = document.putArray(HOMES);
        homes.forEach(list::add);
        if (!document.equals(before)) {
            store.put(key(volume), document);
        }
    }

    /** The node for which the volume was made, and others of the pool. */
    private List<String> first(JsonNode volume, int wanted) {
        List<String> homes = new ArrayList<>();
        plane.get(
                        Claims.CLAIMS,
                        Json.text(volume, "spec", "claimRef", "namespace"),
                        Json.text(volume, "spec", "claimRef", "name"))
                .map(claim -> Json.text(claim, "metadata", "annotations", Claims.SELECTED))
                .filter(node -> !node.isEmpty())
                .ifPresent(homes::add);
        for (String node : candidates()) {
            if (homes.size() < wanted && !homes.contains(node)) {
                homes.add(node);
            }
        }
        return homes;
    }

    private List<String> candidates() {
        return plane.list(ControlPlane.NODES).stream()
                .filter(node -> Pods.label(node, ContainerStorage.IO_ENGINE).equals("acstor"))
                .filter(node -> Conditions.isTrue(node, "Ready"))
                .map(Meta::name)
                .toList();
    }

    private void rebuild(ObjectNode document, List<String> homes) {
        Optional<String> target =
                candidates().stream().filter(node -> !homes.contains(node)).findFirst();
        if (target.isEmpty()) {
            document.remove(REBUILD);
            return;
        }
        if (!document.has(REBUILD)) {
            document.put(REBUILD, plane.now().toString());
        }
        Instant begun = Instant.parse(document.path(REBUILD).asText());
        if (plane.reached(
                begun.plus(plane.delays().real().apply(StorageFacts.of(store).time("rebuild"))))) {
            homes.add(target.get());
            document.remove(REBUILD);
        }
    }
}
