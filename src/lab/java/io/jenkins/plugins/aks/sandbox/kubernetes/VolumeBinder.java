package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import io.jenkins.plugins.aks.sandbox.container.PodVolumes;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes a volume for each claim whose storage class exists: at once, or when a pod that uses the claim has a node. When the
 * claim is gone, the volume and its bytes go too, unless its class retains them.
 */
final class VolumeBinder implements Controller {
    /** When the provisioner began. */
    private static final String SINCE = "sandbox.kubernetes.azure.com/provisioning-since";
    /** Without it nobody can keep data on a disk that goes with its machine. */
    private static final String ACCEPTED = "acstor.azure.com/accept-ephemeral-storage";

    private final ControlPlane plane;
    private final Store store;
    private final Desired desired;
    private final Claims claims;

    VolumeBinder(ControlPlane plane, Store store, Desired desired) {
        this.plane = plane;
        this.store = store;
        this.desired = desired;
        this.claims = new Claims(plane);
    }

    @Override
    public void reconcile() {
        for (ObjectNode claim : plane.list(Claims.CLAIMS)) {
            if (Json.text(claim, "status", "phase").equals("Pending") && !Meta.deleting(claim)) {
                claims.storageClass(claim).ifPresent(found -> provision(claim, found));
            }
        }
        for (ObjectNode volume : plane.list(Claims.VOLUMES)) {
            release(volume);
        }
    }

    private void provision(ObjectNode claim, JsonNode storageClass) {
        String selected = Json.text(claim, "metadata", "annotations", Claims.SELECTED);
        if (Claims.waits(storageClass) && selected.isEmpty()) {
            String waits = "waiting for first consumer to be created before binding";
            plane.events().normalOnce("persistentvolume-controller", claim, "WaitForFirstConsumer", waits);
            return;
        }
        Optional<ObjectNode> node = plane.get(ControlPlane.NODES, "", selected);
        String refusal = refusal(claim, storageClass);
        if (VolumeKind.ofClass(storageClass) == VolumeKind.OTHER) {
            String waits = "waiting for a volume to be created, either by external provisioner \""
                    + Json.text(storageClass, "provisioner") + "\" or manually created by system administrator";
            plane.events().normalOnce("persistentvolume-controller", claim, "ExternalProvisioning", waits);
        } else if (!selected.isEmpty() && node.isEmpty()) {
            // The scheduler has to choose another one.
            Json.child(claim, "metadata", "annotations").remove(Claims.SELECTED);
            plane.save(Claims.CLAIMS, claim);
        } else if (!refusal.isEmpty()) {
            plane.events()
                    .warningOnce(
                            Json.text(storageClass, "provisioner"),
                            claim,
                            "ProvisioningFailed",
                            "failed to provision volume with StorageClass \"" + Meta.name(storageClass) + "\": "
                                    + refusal);
        } else if (isDue(claim)) {
            bind(claim, storageClass, node.<JsonNode>map(found -> found).orElseGet(Json::object));
        }
    }

    private String refusal(JsonNode claim, JsonNode storageClass) {
        VolumeKind kind = VolumeKind.ofClass(storageClass);
        boolean accepted =
                Json.at(claim, "metadata", "annotations", ACCEPTED).asText().equals("true");
        if (kind == VolumeKind.LOCAL && !accepted) {
            return "rpc error: code = InvalidArgument desc = persistent volumes on ephemeral disks need the annotation "
                    + ACCEPTED + ": \"true\" on the claim";
        }
        boolean shared = Json.texts(Json.at(claim, "spec", "accessModes")).contains("ReadWriteMany");
        return shared && kind.isAttached()
                ? "rpc error: code = InvalidArgument desc = Volume capability not supported: MULTI_NODE_MULTI_WRITER"
                : "";
    }

    private boolean isDue(ObjectNode claim) {
        String since = Json.text(claim, "metadata", "annotations", SINCE);
        if (since.isEmpty()) {
            Json.child(claim, "metadata", "annotations").put(SINCE, plane.now().toString());
            plane.save(Claims.CLAIMS, claim);
            since = plane.now().toString();
        }
        return plane.reached(Instant.parse(since)
                .plus(plane.delays().real().apply(StorageFacts.of(store).time("provision"))));
    }

    private void bind(ObjectNode claim, JsonNode storageClass, JsonNode node) {
        ObjectNode volume = plane.create(Claims.VOLUMES, VolumeObjects.volume(claim, storageClass, node));
        String name = Meta.name(volume);
        Json.child(claim, "metadata", "annotations").remove(SINCE);
        Json.child(claim, "metadata", "annotations").put("pv.kubernetes.io/bind-completed", "yes");
        Json.child(claim, "spec").put("volumeName", name).put("storageClassName", Meta.name(storageClass));
        ObjectNode status = Json.child(claim, "status").put("phase", "Bound");
        status.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
        status.set("capacity", Json.at(volume, "spec", "capacity").deepCopy());
        plane.save(Claims.CLAIMS, claim);
        plane.events()
                .normal(
                        Json.text(storageClass, "provisioner"),
                        claim,
                        "ProvisioningSucceeded",
                        "Successfully provisioned volume " + name);
    }

    private void release(ObjectNode volume) {
        JsonNode claim = Json.at(volume, "spec", "claimRef");
        boolean used = claim.isMissingNode()
                || plane.get(Claims.CLAIMS, Json.text(claim, "namespace"), Json.text(claim, "name"))
                        .filter(found -> Meta.uid(found).equals(Json.text(claim, "uid")))
                        .isPresent();
        if (used) {
            return;
        }
        boolean attached = plane.list(Attachments.TYPE).stream()
                .anyMatch(each -> Attachments.volume(each).equals(Meta.name(volume)));
        if (Json.text(volume, "spec", "persistentVolumeReclaimPolicy").equals("Delete") && !attached) {
            plane.remove(Claims.VOLUMES, volume);
            String key = PodVolumes.ofVolume(desired.key(), Meta.name(volume));
            store.under(key.substring(0, key.length() - 1)).keySet().forEach(store::delete);
        } else {
            Json.child(volume, "status").put("phase", "Released");
            plane.save(Claims.VOLUMES, volume);
        }
    }
}
