package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.ChosenObjects;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Applies network policies and waits until they are in force (W024-W027, W031-W033, W035-W037, W044-W046). Cilium says when
 * it has taken a policy; its agents then compute the rules of each pod anew and do not tell when they have, so the step
 * gives them a while.
 */
final class ApplyNetworkPolicy implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration REGENERATION = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final String SAID_BY = "saidBy";
    private static final String PRUNED = "pruned";
    private static final String IN_FORCE = "inForceAt";

    private final String clusterId;
    private final ManifestSource source;
    private final PolicyOptions options;
    private final ManifestApply apply;

    private List<String> warnings = List.of();

    ApplyNetworkPolicy(String clusterId, ManifestSource source, PolicyOptions options) {
        this.clusterId = clusterId;
        this.source = source;
        this.options = options;
        // A typing error in a namespace must not make one, so that is looked for and not applied.
        this.apply = new ManifestApply(new ApplyOptions("", options.force(), false, false));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        ApiReader reader = new ApiReader(client);
        if (!apply.isPrepared()) {
            prepare(session, reader, journal);
        }
        Optional<Turn> turn = apply.advance(client, journal, session.log());
        if (turn.isPresent()) {
            return turn.get();
        }
        List<ChosenObjects.One> pruned = options.prune() ? prune(reader, journal) : List.of();
        List<String> left = ChosenObjects.delete(client, session.log(), pruned);
        if (!left.isEmpty()) {
            return Turn.again(LOOK_AGAIN, "to be gone: " + String.join(", ", left));
        }
        String open = notTaken(reader);
        if (!open.isEmpty() && isAwaited(session, journal, open)) {
            return Turn.again(LOOK_AGAIN, "Cilium to take " + open);
        }
        Map<String, Object> result = result(session, journal, reader, pruned);
        Duration wait = (boolean) result.get("changed") ? untilInForce(session, journal) : Duration.ZERO;
        return wait.isZero() ? Turn.done(result) : Turn.again(wait, "the agents to enforce the policies");
    }

    private void prepare(AksSession session, ApiReader reader, Journal journal)
            throws OperationException, TransientException, IOException {
        ClusterPolicies cluster = new ClusterPolicies(reader);
        List<ManifestObject> objects = new PolicyManifests(options.namespace()).of(source.load(session));
        List<PolicySpec> specs = specs(objects);
        NetworkProfile.read(session, clusterId).require(specs);
        for (String namespace : namespaces(objects)) {
            if (!cluster.hasNamespace(namespace)) {
                throw new OperationException(
                        "namespace " + namespace + " does not exist on the cluster, and a policy in it would protect"
                                + " nothing. Correct the name, or make the namespace first with"
                                + " kubeApply.");
            }
        }
        warnings = advice(cluster, specs);
        if (journal.get(IN_FORCE).isEmpty()) {
            warnings.forEach(warning -> session.log().line("WARNING: " + warning));
        }
        apply.prepare(objects, reader);
    }

    private static List<String> advice(ClusterPolicies cluster, List<PolicySpec> specs)
            throws OperationException, TransientException {
        List<PolicySpec> all = new ArrayList<>(specs);
        Set<String> applied = new TreeSet<>();
        specs.forEach(spec -> applied.add(spec.subject()));
        Set<String> namespaces = new TreeSet<>();
        specs.forEach(spec -> namespaces.add(spec.namespace()));
        for (String namespace : namespaces) {
            for (ClusterPolicies.Found found : cluster.in(namespace, "", PolicySpec.CILIUM, PolicySpec.PLAIN)) {
                PolicySpec.of(found.object()).stream()
                        .filter(spec -> !applied.contains(spec.subject()))
                        .forEach(all::add);
            }
        }
        PolicyAdvice advice = new PolicyAdvice(all);
        List<String> warnings = new ArrayList<>();
        for (PolicySpec spec : specs) {
            warnings.addAll(advice.of(spec, cluster.pods(spec)));
        }
        return warnings;
    }

    private List<ChosenObjects.One> prune(ApiReader reader, Journal journal)
            throws OperationException, TransientException, IOException {
        Journal scope = journal.scope(PRUNED);
        Optional<List<ChosenObjects.One>> kept = ChosenObjects.read(scope);
        if (kept.isPresent()) {
            return kept.get();
        }
        Set<String> named = new TreeSet<>();
        apply.objects().forEach(object -> named.add(object.subject()));
        List<ChosenObjects.One> obsolete = new ArrayList<>();
        for (String namespace : namespaces(apply.objects())) {
            for (ClusterPolicies.Found found : new ClusterPolicies(reader).ours(namespace)) {
                if (!named.contains(found.chosen().subject())) {
                    obsolete.add(found.chosen());
                }
            }
        }
        return ChosenObjects.keep(scope, obsolete);
    }

    /** Older versions of Cilium do not say it, so after a while the step goes on. */
    private static boolean isAwaited(AksSession session, Journal journal, String open) throws IOException {
        Instant now = session.clock().instant();
        Optional<Instant> known = journal.instant(SAID_BY);
        if (known.isEmpty()) {
            journal.put(SAID_BY, now.plus(SILENCE).toString());
            journal.save();
            return true;
        }
        if (now.isBefore(known.get())) {
            return true;
        }
        if (journal.get(IN_FORCE).isEmpty()) {
            session.log().line("Cilium does not say whether it takes " + open + "; going on without that");
        }
        return false;
    }

    /** Those that Cilium has not looked at yet. */
    private String notTaken(ApiReader reader) throws OperationException, TransientException {
        List<String> open = new ArrayList<>();
        for (ManifestObject object : apply.objects()) {
            JsonNode live =
                    new ClusterPolicies(reader).one(apply.kinds().require(object), object.namespace(), object.name());
            PolicyStatus.requireAsWritten(object, live);
            if (!PolicyStatus.isTaken(object, live)) {
                open.add(object.subject());
            }
        }
        return String.join(", ", open);
    }

    /** How long the agents still get; counted from the moment at which the last policy was there. */
    private static Duration untilInForce(AksSession session, Journal journal) throws IOException {
        Optional<Instant> known = journal.instant(IN_FORCE);
        Instant now = session.clock().instant();
        Instant at = known.orElse(now.plus(REGENERATION));
        if (known.isEmpty()) {
            journal.put(IN_FORCE, at.toString());
            journal.save();
        }
        Duration left = Duration.between(now, at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Map<String, Object> result(
            AksSession session, Journal journal, ApiReader reader, List<ChosenObjects.One> pruned)
            throws OperationException, TransientException, IOException {
        boolean first = journal.get(IN_FORCE).isEmpty();
        Map<String, Object> applied = apply.result(journal, first ? session.log() : line -> {});
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("policies", applied.get("objects"));
        Map<String, Object> pods = new LinkedHashMap<>();
        for (PolicySpec spec : specs(apply.objects())) {
            pods.put(spec.subject(), new ClusterPolicies(reader).pods(spec));
        }
        result.put("pods", pods);
        result.put("pruned", pruned.stream().map(ChosenObjects.One::subject).toList());
        result.put("warnings", warnings);
        result.put("changed", (boolean) applied.get("changed") || !pruned.isEmpty());
        return result;
    }

    private static List<PolicySpec> specs(List<ManifestObject> objects) {
        return objects.stream()
                .flatMap(object -> PolicySpec.of(object.json()).stream())
                .toList();
    }

    private static Set<String> namespaces(List<ManifestObject> objects) {
        Set<String> namespaces = new TreeSet<>();
        objects.forEach(object -> namespaces.add(object.namespace()));
        namespaces.remove("");
        return namespaces;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        return Operation.left(ManifestApply.leave(client, journal, how == OnAbort.DELETE));
    }
}
