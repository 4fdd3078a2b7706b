package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Server-side apply with one field manager, so that fields that a later manifest drops are removed (azure-operations,
 * "kubectl semantics"). Objects that are already as wanted are not written.
 */
public final class ServerSideApply {
    public static final String FIELD_MANAGER = "aks-pipeline-steps";

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    /** How many requests run at once. */
    static final int TOGETHER = 8;

    private final ApiCall api;
    private final boolean force;
    private final boolean dryRun;

    /**
     * @param force take fields over that another manager owns, instead of failing
     * @param dryRun let the API server check everything and keep nothing
     */
    public ServerSideApply(KubernetesClient client, boolean force, boolean dryRun) {
        this.api = new ApiCall(client);
        this.force = force;
        this.dryRun = dryRun;
    }

    /** An object of a manifest with its kind; the object has its namespace. */
    public record Item(ManifestObject object, ApiResource kind) {
        String path() {
            return kind.path(object.namespace(), object.name());
        }
    }

    /** @param object as the API server has it now */
    public record Applied(JsonNode object, boolean created, boolean changed) {}

    /**
     * An object that was looked at.
     *
     * @param live as the API server has it; missing where it does not exist
     * @param differs whether it is to be written
     */
    public record Planned(Item item, JsonNode live, boolean differs) {
        public boolean creates() {
            return live.isMissingNode();
        }
    }

    /** Looks at objects, a few at a time, and gives them back in their order. */
    public List<Planned> plan(List<Item> items) throws OperationException, TransientException {
        List<Planned> planned = new ArrayList<>();
        for (int from = 0; from < items.size(); from += TOGETHER) {
            List<Item> some = items.subList(from, Math.min(items.size(), from + TOGETHER));
            List<ApiCall.Pending> reads = some.stream()
                    .map(item -> api.get(item.path(), ApiReader.JSON))
                    .toList();
            for (int at = 0; at < some.size(); at++) {
                JsonNode live = read(some.get(at), reads.get(at));
                boolean same =
                        FieldOwnership.isApplied(live, some.get(at).object().json(), FIELD_MANAGER);
                planned.add(new Planned(some.get(at), live, !same));
            }
        }
        return planned;
    }

    /** Applies what differs, a few at a time; the objects must not depend on each other. */
    public List<Applied> apply(List<Planned> planned) throws OperationException, TransientException {
        List<Applied> applied = new ArrayList<>();
        for (int from = 0; from < planned.size(); from += TOGETHER) {
            List<Planned> some = planned.subList(from, Math.min(planned.size(), from + TOGETHER));
            List<ApiCall.Pending> writes = some.stream().map(this::write).toList();
            for (int at = 0; at < some.size(); at++) {
                applied.add(result(some.get(at), writes.get(at)));
            }
        }
        return applied;
    }

    private JsonNode read(Item item, ApiCall.Pending call) throws OperationException, TransientException {
        String subject = "read " + item.object().subject();
        return KubernetesErrors.call(subject, () -> {
            try {
                return awaited(call);
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == NOT_FOUND) {
                    return ApiCall.MAPPER.missingNode();
                }
                throw refused;
            }
        });
    }

    private ApiCall.Pending write(Planned planned) {
        String query = "?fieldManager=" + FIELD_MANAGER + "&force=" + force + (dryRun ? "&dryRun=All" : "");
        Item item = planned.item();
        return api.send(
                "PATCH",
                item.path() + query,
                "application/apply-patch+yaml",
                item.object().json());
    }

    private Applied result(Planned planned, ApiCall.Pending write) throws OperationException, TransientException {
        Item item = planned.item();
        String subject = "apply " + item.object();
        JsonNode after = KubernetesErrors.call(subject, () -> {
            try {
                return awaited(write);
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == CONFLICT && isFieldConflict(refused)) {
                    throw conflict(item, refused);
                }
                throw refused;
            }
        });
        // A dry run gives the version of before, whatever would change.
        boolean same = !dryRun && !planned.creates() && version(planned.live()).equals(version(after));
        return new Applied(after, planned.creates(), !same);
    }

    private static JsonNode awaited(ApiCall.Pending call) throws TransientException {
        try {
            return ApiCall.await(call);
        } catch (IOException silent) {
            throw new TransientException(silent.getMessage(), silent);
        }
    }

    private static boolean isFieldConflict(KubernetesClientException refused) {
        return refused.getStatus() != null
                && refused.getStatus().getDetails() != null
                && refused.getStatus().getDetails().getCauses().stream()
                        .anyMatch(cause -> "FieldManagerConflict".equals(cause.getReason()));
    }

    private static OperationException conflict(Item item, KubernetesClientException refused) {
        List<String> fields = new ArrayList<>();
        for (StatusCause cause : refused.getStatus().getDetails().getCauses()) {
            fields.add(cause.getField() + " (" + cause.getMessage() + ")");
        }
        Map<String, String> data = new TreeMap<>();
        data.put("status", Integer.toString(CONFLICT));
        data.put("code", "Conflict");
        data.put("object", item.object().subject());
        return new OperationException(
                item.object() + ": other field managers own fields that the manifest sets to another value: "
                        + String.join(", ", fields) + ". Take these fields out of the manifest, or give force: true to"
                        + " take them over.",
                data,
                refused);
    }

    private static String version(JsonNode object) {
        return object.at("/metadata/resourceVersion").asText();
    }
}
