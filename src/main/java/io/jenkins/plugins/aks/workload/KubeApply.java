package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Applied;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Item;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Planned;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Applies manifests and waits until their objects are ready (W018, W019, W021). Nothing of a manifest is kept: after a
 * restart it is read again, and what is applied already is found so.
 */
final class KubeApply implements Operation<AksSession> {
    private static final int A_TURN = 48;
    private static final int MOST_SHOWN = 50;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final String clusterId;
    private final ManifestSource source;
    private final ApplyOptions options;

    private ApplyPlan plan;
    private KindCatalog kinds;
    private int next;
    private int shown;
    private ReadyWait wait;

    KubeApply(String clusterId, ManifestSource source, ApplyOptions options) {
        this.clusterId = clusterId;
        this.source = source;
        this.options = options;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        ApiReader reader = new ApiReader(client);
        if (plan == null) {
            prepare(session, reader);
        }
        if (next < plan.objects().size()) {
            return apply(session, journal, client);
        }
        if (wait == null) {
            wait = new ReadyWait(plan.objects(), kinds);
        }
        if (options.await() && !options.dryRun()) {
            String unready = wait.look(session, reader);
            if (!unready.isEmpty()) {
                return Turn.again(LOOK_AGAIN, unready);
            }
        }
        return Turn.done(result(session, reader, new AppliedRecord(journal)));
    }

    private void prepare(AksSession session, ApiReader reader) throws OperationException, TransientException {
        kinds = new KindCatalog(reader);
        plan = ApplyPlan.of(source.load(session), options.namespace(), kinds);
    }

    private Turn apply(AksSession session, Journal journal, KubernetesClient client)
            throws OperationException, TransientException, IOException {
        ServerSideApply apply = new ServerSideApply(client, options.force(), options.dryRun());
        List<Item> items = plan.next(next, A_TURN, kinds);
        List<Planned> differing =
                apply.plan(items).stream().filter(Planned::differs).toList();
        AppliedRecord record = new AppliedRecord(journal);
        record.starts(differing);
        int wrote = 0;
        for (Applied applied : apply.apply(differing)) {
            ManifestObject object = differing.get(wrote).item().object();
            wrote++;
            if (applied.changed()) {
                show(session, object.subject() + (applied.created() ? " created" : " configured") + asDryRun());
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
        return Turn.again(Duration.ZERO, "applying " + plan.objects().size() + " objects");
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
        return Turn.again(Duration.ZERO, "applying " + plan.objects().size() + " objects");
    }

    /** The first changes one by one; of many only how many there were. */
    private void show(AksSession session, String change) {
        shown++;
        if (shown <= MOST_SHOWN) {
            session.log().line(change);
        }
    }

    private String asDryRun() {
        return options.dryRun() ? " (dry run)" : "";
    }

    private Map<String, Object> result(AksSession session, ApiReader reader, AppliedRecord record)
            throws OperationException, TransientException {
        List<Map<String, Object>> objects = new ArrayList<>();
        TreeSet<String> images = new TreeSet<>();
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
            object.json().findValues("image").stream()
                    .filter(JsonNode::isTextual)
                    .forEach(image -> images.add(image.asText()));
        }
        if (shown > MOST_SHOWN) {
            session.log().line("and " + (shown - MOST_SHOWN) + " more objects" + asDryRun());
        }
        if (unchanged > 0) {
            session.log().line(unchanged + " of " + objects.size() + " objects unchanged");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("objects", objects);
        result.put("addresses", options.dryRun() ? Map.of() : addresses(session, reader));
        result.put("images", new ArrayList<>(images));
        result.put("changed", unchanged < objects.size());
        return result;
    }

    /** The external addresses of the Services, by name. */
    private Map<String, Object> addresses(AksSession session, ApiReader reader)
            throws OperationException, TransientException {
        Map<String, Object> addresses = new TreeMap<>();
        for (ManifestObject object : plan.objects()) {
            if (object.kind().equals("Service")
                    && object.json().at("/spec/type").asText().equals("LoadBalancer")) {
                String address = ReadinessLook.address(ReadyWait.read(reader, object, kinds.require(object)));
                if (!address.isEmpty()) {
                    session.log().line(object.subject() + ": external address " + address);
                    addresses.put(object.name(), address);
                }
            }
        }
        return addresses;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        AppliedRecord record = new AppliedRecord(journal);
        if (how == OnAbort.DELETE && !record.created().isEmpty()) {
            ObjectDeletion deletion = new ObjectDeletion(session.kubernetes(clusterId));
            for (String path : record.created()) {
                deletion.delete(path);
            }
            return Operation.left("deleted again what this step had created: " + String.join(", ", record.created()));
        }
        return Operation.left(record.text());
    }
}
