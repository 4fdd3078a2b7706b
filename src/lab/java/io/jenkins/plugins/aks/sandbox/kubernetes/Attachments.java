package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Attaches volumes to the nodes of the pods that use them, one node at a time, and detaches those that no pod there uses any
 * more. From a node that does not answer nobody can take a disk with safety, so that is done only after minutes; the drivers
 * of StoragePools fence such a node and take the volume over.
 */
final class Attachments implements Controller {
    static final ResourceType TYPE = BuiltInTypes.kind("VolumeAttachment");
    private static final String COMPONENT = "attachdetach-controller";
    private static final String FINALIZER = "external-attacher/driver";
    /** Since when no pod of the node uses the volume. */
    private static final String UNUSED = "sandbox.kubernetes.azure.com/unused-since";

    private final ControlPlane plane;
    private final Claims claims;
    private final Store store;
    private final Replicas replicas;

    Attachments(ControlPlane plane, Store store, Replicas replicas) {
        this.plane = plane;
        this.claims = new Claims(plane);
        this.store = store;
        this.replicas = replicas;
    }

    static String volume(JsonNode attachment) {
        return Json.text(attachment, "spec", "source", "persistentVolumeName");
    }

    static String node(JsonNode attachment) {
        return Json.text(attachment, "spec", "nodeName");
    }

    /** Whether the node has the volume. */
    static boolean isAttached(ControlPlane plane, String volume, String node) {
        return plane.list(TYPE).stream()
                .anyMatch(each -> volume(each).equals(volume)
                        && node(each).equals(node)
                        && !Meta.deleting(each)
                        && Json.at(each, "status", "attached").asBoolean());
    }

    /** Takes from a node that was emptied what it has. */
    static void release(ControlPlane plane, String node) {
        for (ObjectNode attachment : plane.list(TYPE)) {
            if (node(attachment).equals(node)) {
                plane.remove(TYPE, attachment);
            }
        }
    }

    @Override
    public void reconcile() {
        replicas.reconcile();
        List<ObjectNode> pods = plane.objects()
                .list(ControlPlane.PODS, "", pod -> !Claims.names(pod).isEmpty());
        for (ObjectNode attachment : plane.list(TYPE)) {
            boolean used = pods.stream().anyMatch(pod -> uses(pod, volume(attachment), node(attachment)));
            if (Meta.deleting(attachment) || !used) {
                detach(attachment);
            } else {
                attach(attachment);
            }
        }
        for (ObjectNode pod : pods) {
            boolean placed = !Json.text(pod, "spec", "nodeName").isEmpty() && !Pods.ended(pod) && !Meta.deleting(pod);
            boolean here = placed && isHere(Json.text(pod, "spec", "nodeName"));
            for (ObjectNode volume : here ? claims.volumes(pod) : List.<ObjectNode>of()) {
                want(pod, volume);
            }
        }
    }

    private boolean isHere(String node) {
        return plane.get(ControlPlane.NODES, "", node).isPresent();
    }

    private boolean uses(JsonNode pod, String volume, String node) {
        return Json.text(pod, "spec", "nodeName").equals(node)
                && !Pods.ended(pod)
                && claims.volumes(pod).stream().anyMatch(each -> Meta.name(each).equals(volume));
    }

    private void want(JsonNode pod, ObjectNode volume) {
        String node = Json.text(pod, "spec", "nodeName");
        if (!VolumeKind.ofVolume(volume).isAttached()) {
            return;
        }
        boolean elsewhere = false;
        for (JsonNode each : plane.list(TYPE)) {
            if (volume(each).equals(Meta.name(volume))) {
                if (node(each).equals(node)) {
                    return;
                }
                elsewhere = true;
            }
        }
        if (elsewhere) {
            String why = "Multi-Attach error for volume \"" + Meta.name(volume)
                    + "\" Volume is already exclusively attached to one node and can't be attached to another";
            plane.events().warningOnce(COMPONENT, pod, "FailedAttachVolume", why);
            return;
        }
        Optional<String> lost = replicas.trouble(volume);
        if (lost.isPresent()) {
            String why = "AttachVolume.Attach failed for volume \"" + Meta.name(volume)
                    + "\" : rpc error: code = Internal" + " desc = " + lost.get();
            plane.events().warningOnce(COMPONENT, pod, "FailedAttachVolume", why);
            return;
        }
        create(volume, node);
    }

    private void create(JsonNode volume, String node) {
        ObjectNode attachment = Json.object().put("kind", TYPE.kind()).put("apiVersion", TYPE.apiVersion());
        Meta.of(attachment).put("name", "csi-" + Births.letters(Meta.name(volume) + node, 40));
        Meta.finalizers(attachment).add(FINALIZER);
        ObjectNode spec = attachment.putObject("spec");
        spec.put("attacher", Json.text(volume, "spec", "csi", "driver")).put("nodeName", node);
        spec.putObject("source").put("persistentVolumeName", Meta.name(volume));
        attachment.putObject("status").put("attached", false);
        plane.create(TYPE, attachment);
        replicas.moved(volume);
    }

    private void attach(ObjectNode attachment) {
        ObjectNode annotations = Json.child(attachment, "metadata", "annotations");
        annotations.remove(UNUSED);
        boolean attached = Json.at(attachment, "status", "attached").asBoolean();
        Instant asked = Meta.instant(Json.at(attachment, "metadata", "creationTimestamp"));
        boolean stuck = facts().concerns("neverAttached", claim(attachment));
        if (attached || stuck || !plane.reached(asked.plus(real("attach")))) {
            stuckEvent(attachment, stuck && !attached, asked);
            plane.save(TYPE, attachment);
            return;
        }
        Json.child(attachment, "status").put("attached", true);
        plane.save(TYPE, attachment);
        for (JsonNode pod : plane.list(ControlPlane.PODS)) {
            if (uses(pod, volume(attachment), node(attachment))) {
                String message = "AttachVolume.Attach succeeded for volume \"" + volume(attachment) + "\" ";
                plane.events().normal(COMPONENT, pod, "SuccessfulAttachVolume", message);
            }
        }
    }

    private void stuckEvent(JsonNode attachment, boolean stuck, Instant asked) {
        if (!stuck || !plane.reached(asked.plus(real("attach")))) {
            return;
        }
        for (JsonNode pod : plane.list(ControlPlane.PODS)) {
            if (uses(pod, volume(attachment), node(attachment))) {
                String why = "AttachVolume.Attach failed for volume \"" + volume(attachment)
                        + "\" : timed out waiting for external-attacher of " + Json.text(attachment, "spec", "attacher")
                        + " CSI driver to attach volume " + volume(attachment);
                plane.events().warningOnce(COMPONENT, pod, "FailedAttachVolume", why);
            }
        }
    }

    private void detach(ObjectNode attachment) {
        ObjectNode annotations = Json.child(attachment, "metadata", "annotations");
        if (!annotations.has(UNUSED)) {
            annotations.put(UNUSED, plane.now().toString());
            plane.save(TYPE, attachment);
        }
        Instant since = Instant.parse(annotations.path(UNUSED).asText());
        Optional<ObjectNode> node = plane.get(ControlPlane.NODES, "", node(attachment));
        boolean answers =
                node.filter(found -> Conditions.isTrue(found, "Ready")).isPresent();
        if (facts().concerns("neverDetached", claim(attachment))) {
            return;
        }
        Optional<ObjectNode> volume = plane.get(Claims.VOLUMES, "", volume(attachment));
        boolean takenOver = volume.map(VolumeKind::ofVolume)
                .filter(VolumeKind.LOCAL::equals)
                .isPresent();
        // Who deletes an attachment says that the node does not use it any more.
        boolean clean = answers || Meta.deleting(attachment);
        Duration patience = clean ? real("detach") : takenOver ? real("takeOver") : real("forceDetach");
        if (plane.reached(since.plus(patience))) {
            plane.remove(TYPE, attachment);
        }
    }

    /** The claim whose volume is attached; empty where it is gone. */
    private String claim(JsonNode attachment) {
        return plane.get(Claims.VOLUMES, "", volume(attachment))
                .map(volume -> Json.text(volume, "spec", "claimRef", "name"))
                .orElse("");
    }

    private StorageFacts facts() {
        return StorageFacts.of(store);
    }

    private Duration real(String what) {
        return plane.delays().real().apply(facts().time(what));
    }
}
