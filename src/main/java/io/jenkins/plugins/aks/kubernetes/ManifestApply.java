package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Applied;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Item;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Planned;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Plural;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies manifests in turns and waits until their objects are ready. Nothing of a manifest is kept: after a restart it is
 * prepared again, and what is applied already is found so.
 */
public final class ManifestApply {
    private static final int A_TURN = 48;
    private static final int MOST_SHOWN = 50;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final ApplyOptions options;
    private final Optional<PruneSet> set;

    private ApplyPlan plan;
    private KindCatalog kinds;
    private int next;
    private int shown;
    private ReadyWait wait;

    public ManifestApply(ApplyOptions options) {
        this.options = options;
        this.set = Optional.of(options.pruneSet())
                .filter(name -> !name.isEmpty())
                .map(name -> new PruneSet(name, options.dryRun()));
    }

    public boolean isPrepared() {
        return plan != null;
    }

    /** Checks all objects before the first one is sent. */
    public void prepare(List<ManifestObject> objects, ApiReader reader) throws OperationException, TransientException {
        kinds = new KindCatalog(reader);
        List<ManifestObject> wanted = set.isPresent() ? set.get().labelled(objects) : objects;
        plan = ApplyPlan.of(wanted, options.namespace(), kinds);
    }

    /** What is applied, in its order and with its namespaces. */
    public List<ManifestObject> objects() {
        return plan.objects();
    }

    public KindCatalog kinds() {
        return kinds;
    }

    /** The next turn; empty when everything is applied and, where that is asked for, ready and the rest of the set gone. */
    public Optional<Turn> advance(KubernetesClient client, Journal journal, Log log)
            throws OperationException, TransientException, IOException {
        if (next < plan.objects().size()) {
            return Optional.of(apply(client, journal, log));
        }
        if (wait == null) {
            wait = new ReadyWait(plan.objects(), kinds);
        }
        if (options.await() && !options.dryRun()) {
            String unready = wait.look(log, new ApiReader(client));
            if (!unready.isEmpty()) {
                return Optional.of(Turn.again(LOOK_AGAIN, unready));
            }
        }
        return set.isPresent() ? set.get().advance(client, journal, log, plan.objects(), kinds) : Optional.empty();
    }

    private Turn apply(KubernetesClient client, Journal journal, Log log)
            throws OperationException, TransientException, IOException {
        ServerSideApply apply = new ServerSideApply(client, options.force(), options.dryRun());
        List<Item> items = plan.next(next, A_TURN, kinds);
        List<Planned> planned = apply.plan(items);
        if (set.isPresent() && !options.force()) {
            set.get().requireNotOfAnother(planned);
        }
        List<Planned> differing = planned.stream().filter(Planned::differs).toList();
        AppliedRecord record = new AppliedRecord(journal);
        record.starts(differing);
        int wrote = 0;
        for (Applied applied : apply.apply(differing)) {
            ManifestObject object = differing.get(wrote).item().object();
            wrote++;
            if (applied.changed()) {
                show(log, object.subject() + (applied.created() ? " created" : " configured") + asDryRun());
            } else {
                record.wasSame(object);
            }
        }
        boolean definitions = ApplyStage.of(items.get(0).object()) == ApplyStage.DEFINITIONS;
        next += items.size();
        if (definitions && !options.dryRun()) {
            kinds.refresh();
            return established(client, items);
        }
        return applying();
    }

    /** Custom resources can be applied only when the API server serves their kind. */
    private Turn established(KubernetesClient client, List<Item> definitions)
            throws OperationException, TransientException {
        List<ManifestObject> objects = definitions.stream().map(Item::object).toList();
        String unready = new ReadyWait(objects, kinds).unready(new ApiReader(client));
        if (!unready.isEmpty()) {
            next -= definitions.size();
            return Turn.again(Duration.ofSeconds(1), unready);
        }
        return applying();
    }

    private Turn applying() {
        return Turn.again(Duration.ZERO, "applying " + Plural.of(plan.objects().size(), "object"));
    }

    /** The first changes one by one; of many only how many there were. */
    private void show(Log log, String change) {
        shown++;
        if (shown <= MOST_SHOWN) {
            log.line(change);
        }
    }

    private String asDryRun() {
        return options.dryRun() ? " (dry run)" : "";
    }

    /** {@code objects}, each with what became of it, {@code pruned} where that is asked for, and {@code changed}. */
    public Map<String, Object> result(Journal journal, Log log) throws IOException {
        AppliedRecord record = new AppliedRecord(journal);
        List<Map<String, Object>> objects = new ArrayList<>();
        int unchanged = 0;
        for (ManifestObject object : plan.objects()) {
            String action = record.action(object);
            unchanged += action.equals(AppliedRecord.UNCHANGED) ? 1 : 0;
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("kind", object.kind());
            one.put("name", object.name());
            one.put("namespace", object.namespace());
            one.put("action", action);
            objects.add(one);
        }
        if (shown > MOST_SHOWN) {
            log.line("and " + (shown - MOST_SHOWN) + " more objects" + asDryRun());
        }
        if (unchanged > 0) {
            log.line(unchanged + " of " + objects.size() + " objects unchanged");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("objects", objects);
        List<String> pruned = set.map(PruneSet::pruned).orElse(List.of());
        set.ifPresent(any -> result.put("pruned", pruned));
        result.put("changed", unchanged < objects.size() || !pruned.isEmpty());
        return result;
    }

    /** After a stop: deletes again what this step had created, or says what it had done. */
    public static String leave(KubernetesClient client, Journal journal, boolean delete)
            throws OperationException, TransientException, IOException {
        AppliedRecord record = new AppliedRecord(journal);
        if (!delete || record.created().isEmpty()) {
            return record.text() + PruneSet.left(journal);
        }
        ObjectDeletion deletion = new ObjectDeletion(client);
        for (String path : record.created()) {
            deletion.delete(path);
        }
        return "deleted again what this step had created: " + String.join(", ", record.created())
                + PruneSet.left(journal);
    }
}
