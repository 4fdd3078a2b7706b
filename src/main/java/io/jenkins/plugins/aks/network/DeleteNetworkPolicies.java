package io.jenkins.plugins.aks.network;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ChosenObjects;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
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
import java.util.Optional;

/** Deletes the policies of a namespace and waits until they are gone (W051). */
final class DeleteNetworkPolicies implements Operation<AksSession> {
    /** Every CiliumNetworkPolicy, whoever made it. */
    static final String ALL = "all";
    /** What this step has applied. */
    static final String OURS = "ours";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final String clusterId;
    private final String namespace;
    private final boolean all;

    DeleteNetworkPolicies(String clusterId, String namespace, String which) throws InvalidParameterException {
        if (!which.equals(ALL) && !which.equals(OURS)) {
            throw new InvalidParameterException(
                    "delete", which, ALL + ", " + OURS, "Say which policies of the namespace to delete.");
        }
        if (namespace.isEmpty()) {
            throw new InvalidParameterException(
                    "namespace", null, "the namespace whose policies are to be deleted", "Name it.");
        }
        this.clusterId = clusterId;
        this.namespace = namespace;
        this.all = which.equals(ALL);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        Optional<List<ChosenObjects.One>> kept = ChosenObjects.read(journal);
        List<ChosenObjects.One> chosen = kept.isPresent() ? kept.get() : choose(session, client, journal);
        List<String> left = ChosenObjects.delete(client, session.log(), chosen);
        if (!left.isEmpty()) {
            return Turn.again(LOOK_AGAIN, "to be gone: " + String.join(", ", left));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("policies", List.of());
        result.put("deleted", chosen.stream().map(ChosenObjects.One::subject).toList());
        result.put("changed", !chosen.isEmpty());
        return Turn.done(result);
    }

    private List<ChosenObjects.One> choose(AksSession session, KubernetesClient client, Journal journal)
            throws OperationException, TransientException, IOException {
        ClusterPolicies cluster = new ClusterPolicies(new ApiReader(client));
        List<ChosenObjects.One> chosen = new ArrayList<>();
        for (ClusterPolicies.Found found :
                all ? cluster.in(namespace, "", PolicySpec.CILIUM) : cluster.ours(namespace)) {
            chosen.add(found.chosen());
        }
        if (chosen.isEmpty()) {
            session.log().line("no network policies to delete in namespace " + namespace);
        }
        return ChosenObjects.keep(journal, chosen);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        Optional<List<ChosenObjects.One>> chosen = ChosenObjects.read(journal);
        return Operation.left(
                chosen.isEmpty() || chosen.get().isEmpty()
                        ? "no policy was deleted"
                        : "deleted, or about to be: "
                                + String.join(
                                        ", ",
                                        chosen.get().stream()
                                                .map(ChosenObjects.One::subject)
                                                .toList()));
    }
}
