package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ChosenObjects.One;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Planned;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A named set of applied objects, from which those that the manifests no longer have are deleted. An object is of the set
 * where our field manager has applied the set's label to it: one that carries the label for another reason, as a copy made
 * with kubectl or what a controller derives from a labelled object, is never touched.
 */
final class PruneSet {
    static final String LABEL = "aks-pipeline-steps/prune-set";

    private static final String PRUNED = "pruned";
    private static final String LABELS = "/metadata/labels";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final String name;
    private final boolean dryRun;

    private List<One> chosen;

    PruneSet(String name, boolean dryRun) {
        this.name = name;
        this.dryRun = dryRun;
    }

    /** The objects with the set's label; what is never pruned gets none. */
    List<ManifestObject> labelled(List<ManifestObject> objects) throws OperationException {
        List<ManifestObject> labelled = new ArrayList<>();
        for (ManifestObject object : objects) {
            if (PrunedKinds.isKept(object)) {
                labelled.add(object);
                continue;
            }
            ObjectNode json = object.json().deepCopy();
            JsonNode labels = json.at(LABELS);
            if (!labels.isMissingNode() && !labels.isNull() && !labels.isObject()) {
                throw new OperationException(object + ": metadata.labels is not a map. Correct the manifest.");
            }
            ObjectNode metadata = json.withObject("/metadata");
            ObjectNode own = labels instanceof ObjectNode given ? given : metadata.putObject("labels");
            own.put(LABEL, name);
            labelled.add(new ManifestObject(json, object.source()));
        }
        return labelled;
    }

    /** @throws OperationException for an object of another set, which that one's next run would take back */
    void requireNotOfAnother(List<Planned> planned) throws OperationException {
        for (Planned each : planned) {
            String set = each.live().at(LABELS).path(LABEL).asText();
            if (!set.isEmpty() && !set.equals(name)) {
                ManifestObject object = each.item().object();
                throw new OperationException(
                        object + " belongs to the prune set '" + set + "', not to '" + name
                                + "'. Take it out of the manifests of one of them, or give force: true to take it"
                                + " over.",
                        Map.of("object", object.subject(), "set", set),
                        null);
            }
        }
    }

    /** The next turn; empty when nothing obsolete is left. */
    Optional<Turn> advance(
            KubernetesClient client, Journal journal, Log log, List<ManifestObject> applied, KindCatalog kinds)
            throws OperationException, TransientException, IOException {
        if (chosen == null) {
            chosen = choose(new ApiReader(client), journal.scope(PRUNED), log, applied, kinds);
        }
        if (dryRun) {
            return Optional.empty();
        }
        List<String> left = ChosenObjects.delete(client, log, chosen);
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(Turn.again(LOOK_AGAIN, "to be gone: " + String.join(", ", left)));
    }

    /** What was deleted, or in a dry run would be. */
    List<String> pruned() {
        return chosen.stream().map(One::subject).toList();
    }

    /** After a stop: what was asked to be deleted; empty for nothing. */
    static String left(Journal journal) throws IOException {
        List<One> asked = ChosenObjects.read(journal.scope(PRUNED)).orElse(List.of());
        return asked.isEmpty()
                ? ""
                : "; no longer in the manifests and deleted, or about to be: "
                        + String.join(", ", asked.stream().map(One::subject).toList());
    }

    /** Kept before the first one is deleted, so that a run that was killed goes on with the same ones. */
    private List<One> choose(
            ApiReader reader, Journal journal, Log log, List<ManifestObject> applied, KindCatalog kinds)
            throws OperationException, TransientException, IOException {
        Optional<List<One>> kept = ChosenObjects.read(journal);
        if (kept.isPresent()) {
            return kept.get();
        }
        List<One> obsolete = obsolete(reader, log, applied, kinds);
        if (dryRun) {
            obsolete.forEach(one -> log.line(one.subject() + " would be deleted (dry run)"));
            return obsolete;
        }
        return ChosenObjects.keep(journal, obsolete);
    }

    private List<One> obsolete(ApiReader reader, Log log, List<ManifestObject> applied, KindCatalog kinds)
            throws OperationException, TransientException {
        Set<String> wanted = new TreeSet<>();
        for (ManifestObject object : applied) {
            wanted.add(object.group() + " " + object.subject());
        }
        List<One> obsolete = new ArrayList<>();
        PrunedKinds pruned = new PrunedKinds(applied, kinds, dryRun);
        for (ApiResource kind : pruned.kinds()) {
            for (JsonNode live : pruned.list(reader, log, kind, LABEL + "=" + name)) {
                One one = One.of(kind, live);
                if (isOurs(live) && !wanted.contains(kind.group() + " " + one.subject())) {
                    obsolete.add(one);
                }
            }
        }
        return obsolete;
    }

    private boolean isOurs(JsonNode live) {
        Predicate<JsonNode> applied = entry ->
                ServerSideApply.FIELD_MANAGER.equals(entry.path("manager").asText())
                        && "Apply".equals(entry.path("operation").asText())
                        && entry.at("/fieldsV1/f:metadata/f:labels").has("f:" + LABEL);
        boolean owned = false;
        for (JsonNode entry : live.at("/metadata/managedFields")) {
            owned |= applied.test(entry);
        }
        return owned && live.at(LABELS).path(LABEL).asText().equals(name);
    }
}
